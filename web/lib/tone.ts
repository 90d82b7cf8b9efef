/** What a status means at a glance; every tone also has its own icon, so color is never the only signal. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet'

/** A status as a badge shows it. */
export interface ToneLabel {
  label: string
  tone: Tone
}
