"""The composition root: which parts a session is made of."""

import asyncio
import functools
import secrets
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click
from msgspec.structs import replace

from voicerepair import plugins
from voicerepair.adapters import echoes, keys, protocol_files
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.adapters.local_model import LocalModel
from voicerepair.adapters.memory_journal import MemoryStore
from voicerepair.adapters.silent_voice import SilentMouth
from voicerepair.config import Paths, Settings
from voicerepair.core import facilitation, language, profiles, safety, threads, variants
from voicerepair.core import review as reviews
from voicerepair.core.events import BargedIn, SessionOpened
from voicerepair.core.followups import still_open
from voicerepair.core.reflection import Flag, Reflection, ReflectionRequest, checked, reflect
from voicerepair.core.state import SessionState
from voicerepair.errors import ModelError, UsageError
from voicerepair.ports import Clock, Ear, EarReport, JournalStore, Mouth, Screen, SpokenOver, VoiceSettings
from voicerepair.runtime.clock import WallClock
from voicerepair.runtime.driver import Driver
from voicerepair.runtime.ear import EarProxy
from voicerepair.runtime.link import ChildSpec
from voicerepair.runtime.quiet import NoEar
from voicerepair.runtime.voice import VoiceProxy
from voicerepair.translate import t

PROFILES = "profiles"
"""Where the store keeps them."""
EAR_PARTS = "voicerepair.adapters.ear_parts:build"
VOICE_PARTS = "voicerepair.adapters.voice_parts:build"
EMBEDDED = t("pocketsphinx (embedded)")
VOICES = {"es": "roa/es"}
"""The voice of a language where none is chosen, as espeak-ng names it."""
BETTER = t("For people's own speech get a better one: voicerepair models pull vosk-model-small-en-us-0.15")


class Relay:
    """Where ear and voice report to; the driver is put in once it exists."""

    def __init__(self) -> None:
        self.driver: Driver | None = None
        self.ear: EarProxy | None = None
        """The ear that listens over prompts, if one does."""
        self.mouth: VoiceProxy | None = None

    def __call__(self, report: EarReport) -> None:
        if self.mouth is not None and isinstance(report, SpokenOver):
            self.mouth.spoken_over(report.speaks)
            return
        if self.mouth is not None and isinstance(report, BargedIn):
            self.mouth.hush_prompt(report.prompt)  # before anything is written: it must be silent within 300 ms
        if self.driver is not None:
            self.driver.post(report)


@dataclass
class Wiring:
    """Settings and places, and how to build a driver from them."""

    settings: Settings
    paths: Paths
    log: Path | None = None
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What partners need (`variants.NEEDS`), by their names in lower case."""
    slowest_rate: int = 0
    language: str = "en"
    """Of new sessions: the protocol's texts, the voice and the recogniser."""
    is_new_thread: bool = False
    """Whether a new session is about something new, though something earlier is still open."""
    facilitator: str = ""
    """Who guides a new session; nobody if empty."""
    agenda: Sequence[str] = ()
    """The facilitator's own points."""

    # ---- store ----

    def store(self, keep_nothing: bool = False) -> "SqlcipherStore | MemoryStore":
        """The encrypted store, asking for its passphrase if need be; or one in memory."""
        if keep_nothing:
            return MemoryStore()
        ask = _ask if sys.stdin.isatty() else None
        return keys.unlock(self.paths.store, ask, keep_in_keyring=self.settings.remember_passphrase)

    # ---- recogniser ----

    def model(self) -> Path | None:
        """The Vosk model to use, or None for the embedded recogniser. Raises `ModelError` for a missing one."""
        from voicerepair.adapters import model_store

        if self.settings.recognizer == "pocketsphinx":
            return None
        if plugins.named(self.settings.model):
            return Path(self.settings.model)
        if self.settings.model:
            return model_store.find(self.settings.model, self.paths.models)
        found = model_store.best_installed(self.paths.models, self.language)
        if found is None and not language.has_paraphrase(self.language):
            known = [model.name for model in model_store.catalogue().model if model.language == self.language]
            hint = t("Fetch one: voicerepair models pull {known}. ", known=known[0]) if known else ""
            raise ModelError(
                t("No recogniser for the language “{language}” is installed.", language=self.language),
                t("{hint}Or type: --no-mic", hint=hint),
            )
        if found is None and self.settings.recognizer == "vosk":
            raise ModelError(t("No Vosk model is installed."), t("Fetch one: voicerepair models pull"))
        return found

    def recognizer_line(self) -> str:
        """Which recogniser will listen, and how to get a better one."""
        model = self.model()
        plugged = plugins.named(str(model or ""))
        if plugged:
            return t("the plug-in {plugged}", plugged=plugged)
        return f"Vosk, {model.name}" if model else f"{EMBEDDED}. {BETTER}"

    def local_model(self) -> LocalModel | None:
        """The language model on this machine that may draft, if one is set. Raises `ConfigError`."""
        chosen = self.settings
        return LocalModel(chosen.local_model_url, chosen.local_model_name) if chosen.local_model_url else None

    # ---- parts ----

    def microphone_spec(self) -> ChildSpec:
        model = self.model()
        options = {
            "source": "microphone",
            "device": self.settings.input_device,
            "model": str(model or ""),
            "end_silence_ms": str(self.settings.end_silence_ms),
        }
        return ChildSpec(EAR_PARTS, options)

    def voice_spec(self) -> ChildSpec | None:
        if not self.settings.spoken:
            return None
        driver = self.settings.voice if plugins.named(self.settings.voice) else ""
        return ChildSpec(VOICE_PARTS, {"device": self.settings.output_device, "driver": driver})

    def voice_settings(self) -> VoiceSettings:
        chosen = self.settings
        voice = "" if plugins.named(chosen.voice) else chosen.voice or VOICES.get(self.language.split("-")[0], "")
        return VoiceSettings(
            rate=self.slowest_rate or chosen.rate, volume=chosen.volume, pitch=chosen.pitch, voice=voice
        )

    def barge_in(self) -> echoes.EchoResult:
        """How commands are heard over prompts here: as chosen, or as the echo test of these devices found."""
        chosen = self.settings
        if not chosen.spoken or chosen.barge_in == "off" or self.language.split("-")[0] != "en":
            return echoes.EchoResult(mode="off")
        found = echoes.load(self.paths.data, chosen.input_device, chosen.output_device)
        return found if chosen.barge_in == "auto" else replace(found, mode=chosen.barge_in)

    def spot_model(self) -> str:
        """The folder of our own small model, where it is there: it knows the few words that silence a prompt."""
        from voicerepair.adapters import model_store

        found = (path for path in model_store.installed(self.paths.models) if path.name == model_store.TINY)
        return str(next(found, ""))

    def echo_test(self) -> echoes.EchoResult:
        """Test these devices, aloud, for some ten seconds. Raises `DeviceError`, `VoiceError`."""
        from voicerepair.adapters import ear_parts, voice_parts
        from voicerepair.cli.echo_test import EchoTest, sentences

        parts = ear_parts.build({"device": self.settings.input_device, "model": str(self.model() or "")})
        over = ear_parts.over({"over_prompt": "cancel", "spot_model": self.spot_model()}, parts.recognizer)
        spec = self.voice_spec()
        voice = voice_parts.build({**(spec.options if spec else {}), "reference": "1"})
        try:
            clips = [voice.said(text, self.voice_settings()) for text in sentences()]
            return EchoTest(parts.source, voice.loudspeaker, over).run(clips)
        finally:
            parts.source.close()

    def ear(self, relay: Relay, has_microphone: bool = True, clock: Clock | None = None) -> Ear:
        now = clock.now if clock else time.time
        if not has_microphone:
            return NoEar(relay, now)
        spec, barge_in = self.microphone_spec(), self.barge_in()
        if barge_in.mode != "off":
            over = {
                "over_prompt": barge_in.mode,
                "echo_delay": str(barge_in.delay_seconds),
                "spot_model": self.spot_model(),
            }
            spec = ChildSpec(spec.factory, {**spec.options, **over})
        ear = EarProxy(spec, relay, now=now, log=self.log)
        relay.ear = ear if barge_in.mode != "off" else None
        return ear

    def trial(self, sink: Callable[[EarReport], None]) -> tuple[Ear, Mouth]:
        """Ear and voice on their own, to be tried out."""
        ear = EarProxy(self.microphone_spec(), sink, log=self.log)
        return ear, VoiceProxy(self.voice_spec(), sink, settings=self.voice_settings(), log=self.log)

    def mouth(self, relay: Relay) -> Mouth:
        spec = self.voice_spec()
        if relay.ear is None or spec is None:
            return VoiceProxy(spec, relay, settings=self.voice_settings(), log=self.log)
        spec = ChildSpec(spec.factory, {**spec.options, "reference": "1"})
        gap = echoes.GAP_SECONDS if self.barge_in().mode == "pieces" else 0.0
        settings = self.voice_settings()
        relay.mouth = VoiceProxy(spec, relay, settings=settings, log=self.log, over=relay.ear, gap_seconds=gap)
        return relay.mouth

    def driver(
        self,
        store: JournalStore,
        session: str,
        screen: Screen,
        *,
        is_new: bool,
        clock: Clock | None = None,
        parts: Callable[[Relay, Clock], tuple[Ear, Mouth]] | None = None,
    ) -> Driver:
        """A driver for that session of the store. `parts` builds ear and mouth where they are not the usual."""
        relay = Relay()
        clock = clock or WallClock()
        journal = store.create(session) if is_new else store.open(session)
        first = None if is_new else next(iter(journal.events()), None)
        if isinstance(first, SessionOpened):
            self.language = first.protocol.language
        ear, mouth = parts(relay, clock) if parts else (self.ear(relay), self.mouth(relay))

        def on_end(state: SessionState, keep: str) -> None:
            recognizer = getattr(ear, "recognizer", "")
            with_words = keep == "words"
            store.set_outcome(session, reviews.encode(reviews.review(state, recognizer, with_words)))
            if keep:
                store.keep(session, keep)  # type: ignore[arg-type]

        driver = Driver(
            journal=journal,
            ear=ear,
            mouth=mouth,
            clock=clock,
            screen=screen,
            reflect=functools.partial(draft, model=self.local_model()),
            screen_text=screen_text,
            on_end=on_end,
        )
        relay.driver = driver
        return driver

    def people(self, store: JournalStore, names: Sequence[str]) -> list[profiles.Person]:
        """The kept profile of each, or an empty one; the voice goes as slowly as the slowest of them asks."""
        known = profiles.decode(store.value(PROFILES))
        found = [profiles.find(known, name) or profiles.Person(name=name) for name in names]
        self.slowest_rate = profiles.slowest_rate(found)
        return found

    def opened(self, session: str, names: list[str], protocol: str, store: JournalStore, at: float) -> SessionOpened:
        """The first event of a new session. Who starts alternates from session to session.

        It goes on with the last thread of these people if something in it is open, unless a new one was asked for;
        what is open is asked about in any case.
        """
        loaded = protocol_files.load(protocol, self.paths.config / "protocols", self.language)
        is_named = not protocol.endswith(".toml")
        if is_named and loaded.language.split("-")[0] != self.language.split("-")[0]:
            also = protocol_files.languages(loaded.id, self.paths.config / "protocols")
            raise UsageError(
                t("“{title}” is not there in that language.", title=loaded.title),
                t("There is: {also}.", also=", ".join(also)),
            )
        fewest, most = loaded.partners
        if not fewest <= len(names) <= most:
            need = f"{fewest}" if fewest == most else t("{fewest} to {most}", fewest=fewest, most=most)
            raise UsageError(
                t(
                    "“{title}” is for {need} people, and {names} were named.",
                    title=loaded.title,
                    need=need,
                    names=len(names),
                ),
                t("Use --partner."),
            )
        people = self.people(store, names)
        names = [person.shown_name for person in people]
        if len({name.lower() for name in names}) < len(names):
            raise UsageError(t("Two partners have the same name."), t("Give each a name of their own."))
        known_as = {name.lower() for person in people for name in (person.name, person.called)}
        strangers = sorted(set(self.needs) - known_as)
        if strangers:
            raise UsageError(
                t("--for names “{strangers}”, who does not take part.", strangers=strangers[0]),
                t("Partners: {names}.", names=", ".join(names)),
            )
        if self.facilitator and self.facilitator.lower() in known_as:
            raise UsageError(t("The facilitator cannot be one of the partners."), t("Name somebody else."))
        before = _reviews(store, names)
        thread = () if self.is_new_thread else threads.current(before, names)
        partners = tuple(
            variants.adapted(
                profiles.partner(person, self.settings.patience_seconds, self.settings.touch),
                [*self.needs.get(person.name.lower(), ()), *self.needs.get(person.called.lower(), ())],
            )
            for person in people
        )
        return SessionOpened(
            at=at,
            session=session,
            protocol=facilitation.guided(loaded) if self.facilitator else loaded,
            partners=partners,
            starter=threads.next_starter(before, names),
            spoken=self.settings.spoken,
            holdoff_ms=self.settings.holdoff_ms,
            turn_scale=self.settings.turn_scale,
            helped_before=before[0].helped if before else (),
            open_agreements=still_open(before, names),
            thread=threads.thread_id(thread[0]) if thread else "",
            suggests_therapist=threads.suggests_therapist(thread),
            facilitator=self.facilitator,
            agenda=tuple(self.agenda),
        )


def _reviews(store: JournalStore, names: list[str]) -> list[reviews.Review]:
    """What is kept of the earlier sessions of these people, newest first."""
    outcomes = (store.outcome(info.session) for info in store.sessions() if sorted(info.partners) == sorted(names))
    return [reviews.decode(outcome) for outcome in outcomes if outcome]


def screen_text(text: str) -> Flag:
    """Whether the text tells of danger, in any language that a session can be in."""
    flag = safety.screen(text)
    if flag != "none":
        return flag
    found = language.danger(text)
    return "safety_violence" if found == "violence" else "safety_self_harm" if found else "none"


async def draft(request: ReflectionRequest, model: LocalModel | None = None) -> Reflection:
    """Draft by the rules; danger in the text comes before everything.

    A local model's draft takes their place only when it passes every check; it never sees what tells of danger.
    """
    flag = screen_text(request.text)
    if flag != "none":
        return Reflection(text="", flag=flag)
    ours = reflect(request)
    if model is None or ours.flag != "none" or request.mirrored_by:
        return ours
    text = await asyncio.to_thread(model.draft, request)
    theirs = checked(request, text) if text else None
    return theirs if theirs and screen_text(theirs.text) == "none" else ours


def silent_parts(relay: Relay, clock: Clock) -> tuple[Ear, Mouth]:
    """No microphone, no voice: typing and reading."""
    return NoEar(relay, clock.now), SilentMouth(relay, clock.now)


def new_session_id() -> str:
    """Short enough to type, random enough not to repeat."""
    return f"{time.strftime('%Y%m%d')}-{secrets.token_hex(2)}"


def _ask(prompt: str) -> str:
    answer: str = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True)
    return answer
