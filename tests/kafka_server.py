"""A real Apache Kafka for tests: one KRaft node out of Maven Central's jars, no Docker.

server = KafkaServer(tmp_path, jars=fetch_jars())
server.start()      # 4 s the first time (it formats its storage), 3 s again, 7 s after kill()
server.bootstrap    # 127.0.0.1:PORT, the same after restart()
server.kill()       # SIGKILL; restart() brings it back with its data
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self

HERE = Path(__file__).parent / "integration" / "kafka"
CACHE = Path(__file__).parents[1] / ".cache" / "kafka"
READY = "Kafka Server started"
OLDEST_JAVA = 17  # Kafka 4's broker is compiled for it
PR_SET_PDEATHSIG = 1

SASL_USERNAME = "tocsin"
SASL_PASSWORD = "an-invented-password"


class NoKafkaError(Exception):
    """No Kafka can be started here; says what to install."""


def die_with_parent() -> None:
    """Between fork and exec: a killed pytest leaves no broker and no worker behind (Linux; elsewhere it may)."""
    if sys.platform == "linux":
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on just now, all different."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for sock in sockets:
            sock.bind(("127.0.0.1", 0))
        return [sock.getsockname()[1] for sock in sockets]


def find_java() -> str:
    """The `java` of JAVA_HOME, else of PATH.

    Raises:
        NoKafkaError: there is none, or it is too old.
    """
    homes = [str(Path(home) / "bin" / "java")] if (home := os.environ.get("JAVA_HOME")) else []
    for java in (*homes, "java"):
        if found := shutil.which(java):
            told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
            version = re.search(r'version "(\d+)', told)
            if version and int(version[1]) >= OLDEST_JAVA:
                return found
    raise NoKafkaError(
        f"no Java {OLDEST_JAVA} or newer: install a JRE (Debian: openjdk-17-jre-headless) and Maven (maven)"
    )


def fetch_jars() -> Path:
    """The folder with Kafka's jars: cached by the POM's content, else brought by Maven with checksums enforced.

    Raises:
        NoKafkaError: Maven is missing, or could not bring them.
    """
    pom = HERE / "pom.xml"
    jars = CACHE / hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    if jars.is_dir():
        return jars
    if not (maven := shutil.which("mvn")):
        raise NoKafkaError("Kafka's jars are not cached and there is no Maven: install it (Debian: maven)")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as fresh:
        command = [maven, "-B", "-q", "-C", "-f", str(pom), "dependency:copy-dependencies"]
        run = subprocess.run(
            [*command, f"-DoutputDirectory={fresh}/jars"], capture_output=True, text=True, check=False, timeout=600
        )
        if run.returncode:
            raise NoKafkaError(f"Maven could not bring Kafka's jars: {run.stdout[-1500:]}{run.stderr[-500:]}")
        with contextlib.suppress(OSError):  # another test run was first
            (Path(fresh) / "jars").rename(jars)
    return jars


class KafkaServer:
    """One node, broker and controller, with a data directory that outlives it.

    Listeners: plaintext (`bootstrap`); with ``secure`` also `sasl_bootstrap` (SASL_PLAINTEXT) and
    `sasl_ssl_bootstrap` (SASL_SSL, certificate of `cafile`), both for SCRAM-SHA-512, SCRAM-SHA-256 and PLAIN
    as SASL_USERNAME.
    """

    def __init__(self, folder: Path, *, jars: Path, secure: bool = False) -> None:
        """Choose ports and write the configuration into ``folder``; nothing runs yet."""
        self.folder = folder
        self.log = folder / "kafka.log"
        self.cafile = folder / "ca.pem"
        self.secure = secure
        self.java = find_java()
        self.jars = jars
        self.process: subprocess.Popen[bytes] | None = None
        plain, controller, sasl, sasl_ssl = free_ports(4)
        self.bootstrap = f"127.0.0.1:{plain}"
        self.sasl_bootstrap = f"127.0.0.1:{sasl}"
        self.sasl_ssl_bootstrap = f"localhost:{sasl_ssl}"
        folder.mkdir(parents=True, exist_ok=True)
        settings = self._settings(controller=f"127.0.0.1:{controller}")
        self.properties = folder / "server.properties"
        self._write(settings)

    @classmethod
    def configured(cls, folder: Path, settings: dict[str, str], *, jars: Path) -> Self:
        """A server with somebody else's settings, all of them, to see whether it starts."""
        server = cls(folder, jars=jars)
        server._write(settings)
        return server

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def running(self) -> bool:
        """The process is there."""
        return self.process is not None and self.process.poll() is None

    def start(self, *, timeout: float = 60) -> None:
        """Start it and wait until it serves; format its storage the first time."""
        if not (self.folder / "data" / "meta.properties").exists():
            self._format()
        self.log.write_bytes(b"")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._jvm(), "kafka.Kafka", str(self.properties)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call, nothing that a thread could hold
            )
        until = time.monotonic() + timeout
        while READY not in self.log.read_text():
            if not self.running or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"Kafka did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)

    def stop(self, *, timeout: float = 30) -> None:
        """Ask it to end, as an operator would."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
        self.process = None

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
        self.process = None

    def restart(self, *, kill: bool = False) -> None:
        """Down and up again, with the same data and ports."""
        if kill:
            self.kill()
        else:
            self.stop()
        self.start()

    def _write(self, settings: dict[str, str]) -> None:
        self.properties.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))

    def _jvm(self) -> list[str]:
        return [
            self.java,
            "-Xms128m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",  # starts in 2.5 s instead of 3.1 s; a broker of minutes needs no C2
            f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}",
            "-cp",
            f"{self.jars}/*",
        ]

    def _format(self) -> None:
        command = [*self._jvm(), "kafka.tools.StorageTool", "format", "--config", str(self.properties)]
        command += ["--cluster-id", "dG9jc2luLXRlc3RzLTAwMA"]  # 16 bytes in base64
        if "controller.quorum.voters=" not in self.properties.read_text():
            command.append("--standalone")
        if self.secure:
            for mechanism in ("SCRAM-SHA-512", "SCRAM-SHA-256"):
                command += ["--add-scram", f"{mechanism}=[name={SASL_USERNAME},password={SASL_PASSWORD}]"]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        if run.returncode:
            raise RuntimeError(f"Kafka's storage could not be formatted:\n{run.stdout}{run.stderr}")

    def _settings(self, *, controller: str) -> dict[str, str]:
        listeners = {"PLAINTEXT": self.bootstrap}
        if self.secure:
            listeners |= {"SASL_PLAINTEXT": self.sasl_bootstrap, "SASL_SSL": self.sasl_ssl_bootstrap}
        told = ",".join(f"{name}://{address}" for name, address in listeners.items())
        settings = {
            "process.roles": "broker,controller",
            "node.id": "1",
            "controller.quorum.bootstrap.servers": controller,
            "controller.listener.names": "CONTROLLER",
            "listeners": f"{told},CONTROLLER://{controller}",
            "advertised.listeners": told,
            "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,"
            + ",".join(f"{name}:{name}" for name in listeners),
            "log.dirs": str(self.folder / "data"),
            "auto.create.topics.enable": "false",  # who forgets to declare a topic must find out here
            "broker.session.timeout.ms": "4000",  # how long a broker killed and back waits for its own ghost; usually 9 s
            "broker.heartbeat.interval.ms": "500",
            "group.initial.rebalance.delay.ms": "0",
            "group.min.session.timeout.ms": "1000",
            "log.cleaner.dedupe.buffer.size": "16777216",  # the default takes 128 MB of the heap
        }
        for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
            settings |= {f"{topic}.num.partitions": "4", f"{topic}.replication.factor": "1"}
        for topic in ("transaction.state.log", "share.coordinator.state.topic"):
            settings[f"{topic}.min.isr"] = "1"
        return settings | (self._security() if self.secure else {})

    def _security(self) -> dict[str, str]:
        import trustme
        from cryptography.hazmat.primitives import serialization

        authority = trustme.CA()
        authority.cert_pem.write_to_path(self.cafile)
        issued = authority.issue_cert("localhost", "127.0.0.1")
        key = serialization.load_pem_private_key(issued.private_key_pem.bytes(), password=None).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,  # the only form Kafka reads
            serialization.NoEncryption(),
        )
        keystore = self.folder / "server.pem"
        keystore.write_bytes(key + b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        settings = {
            "sasl.enabled.mechanisms": "SCRAM-SHA-512,SCRAM-SHA-256,PLAIN",
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(keystore),
        }
        modules = "org.apache.kafka.common.security"
        logins = {
            "scram-sha-512": f"{modules}.scram.ScramLoginModule required;",
            "scram-sha-256": f"{modules}.scram.ScramLoginModule required;",
            "plain": f'{modules}.plain.PlainLoginModule required user_{SASL_USERNAME}="{SASL_PASSWORD}";',
        }
        for listener in ("sasl_plaintext", "sasl_ssl"):
            for mechanism, login in logins.items():
                settings[f"listener.name.{listener}.{mechanism}.sasl.jaas.config"] = login
        return settings
