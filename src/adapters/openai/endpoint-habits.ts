/** How structured output is asked for, from the strictest form to none. */
export const FORMATS = ['json_schema', 'json_object', 'text'] as const;
export type Format = (typeof FORMATS)[number];

/** What servers call the bound on an answer's length: most the old name, OpenAI's newest models only the new one. */
export type LengthParameter = 'max_tokens' | 'max_completion_tokens';

/** Parameters that some models refuse and that an answer can do without. */
export type OptionalParameter = 'seed' | 'temperature';

/** What an endpoint has turned out not to do is asked for again after this long: servers are upgraded. */
const REMEMBER_MS = 10 * 60_000;

/**
 * What one endpoint has shown of itself: whether it honours `n`, which format, which parameters. Everything is expected
 * of it until it shows otherwise; then no call is wasted on finding out again for a while.
 */
export class EndpointHabits {
  private tooFewSince: number | undefined;
  private lowered: { format: Format; since: number } | undefined;
  private length: LengthParameter = 'max_tokens';
  private refused: ReadonlySet<OptionalParameter> = new Set();

  get lengthParameter(): LengthParameter {
    return this.length;
  }

  /** Parameters to leave out. */
  get without(): ReadonlySet<OptionalParameter> {
    return this.refused;
  }

  /** Whether several choices come back where several are asked for. */
  givesSeveralChoices(now: number): boolean {
    return this.tooFewSince === undefined || now - this.tooFewSince >= REMEMBER_MS;
  }

  gaveTooFewChoices(now: number): void {
    this.tooFewSince = now;
  }

  gaveAllChoices(): void {
    this.tooFewSince = undefined;
  }

  format(now: number): Format {
    return this.lowered === undefined || now - this.lowered.since >= REMEMBER_MS ? 'json_schema' : this.lowered.format;
  }

  /** A call in this form was answered. */
  takes(form: { lengthParameter: LengthParameter; without: ReadonlySet<OptionalParameter> }): void {
    this.length = form.lengthParameter;
    this.refused = form.without;
  }

  /** It answered in the format, after refusing every stricter one. */
  settlesFor(format: Format, now: number): void {
    // Calls that ran side by side learn the same thing twice; only a step further down is news.
    if (FORMATS.indexOf(format) > FORMATS.indexOf(this.format(now))) this.lowered = { format, since: now };
  }

  /** It answered as if it had not been asked for the format. */
  doesNotKeep(format: Format, now: number): void {
    this.settlesFor(FORMATS[FORMATS.indexOf(format) + 1] ?? format, now);
  }
}
