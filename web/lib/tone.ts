/** The severity of a status. Every tone also has its own icon, so color is never the only signal. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet'

/** A status as a badge shows it. */
export interface ToneLabel {
  label: string
  tone: Tone
}
