/** What a status means at a glance; every tone also has its own icon, so colour never speaks alone. */
export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet'
