/**
 * How loud a track is, for the eye. Owns the analysers; never records, never sends.
 */
const FALL = 0.82; // per reading: the bars fall softly and rise at once
const LOUD = 0.14; // RMS of clear speech at a normal distance
const READ_MS = 50;

export class Meter {
  private readonly analyser: AnalyserNode;
  private readonly source: MediaStreamAudioSourceNode;
  private readonly samples: Float32Array<ArrayBuffer>;
  private readonly timer: number;
  private level = 0;

  constructor(context: AudioContext, track: MediaStreamTrack, heard: (level: number) => void) {
    this.analyser = context.createAnalyser();
    this.analyser.fftSize = 1024;
    this.samples = new Float32Array(this.analyser.fftSize);
    this.source = context.createMediaStreamSource(new MediaStream([track]));
    this.source.connect(this.analyser);
    this.timer = window.setInterval(() => heard(this.read()), READ_MS);
  }

  /** From 0 to 1. */
  private read(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    const power = this.samples.reduce((sum, sample) => sum + sample * sample, 0) / this.samples.length;
    this.level = Math.max(Math.min(1, Math.sqrt(power) / LOUD), this.level * FALL);
    return this.level;
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.source.disconnect();
  }
}
