import type { TimelineEntry } from '#contracts/operations/schemas.ts'
import { formatDuration } from '../../lib/format.ts'
import { words } from '../../words/index.ts'

const text = words.timeline

/** Entries that belong together, under one line. */
export interface TimelineGroup {
  /** The position of its first entry: stays the same while entries are appended. */
  readonly key: number
  readonly text: string
  /** The number of repeats in a row. The entries include all of them. */
  readonly times: number
  /** Of the last entry. */
  readonly at: string
  /** True if the attempt has no recorded outcome yet. */
  readonly underWay: boolean
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[]
}

interface Draft {
  readonly key: number
  readonly kind: 'attempt' | 'failed-lookup' | 'lookup' | 'step'
  /** Of an attempt. */
  readonly number: number
  readonly entries: TimelineEntry[]
}

type Outcome = keyof typeof text.outcome

const isOutcome = (value: unknown): value is Outcome => typeof value === 'string' && value in text.outcome

/** The engine's own fields of an entry. */
function read({ detail }: TimelineEntry) {
  const { code, outcome, complete, matches } = detail ?? {}
  return {
    code: typeof code === 'string' ? code : null,
    outcome: isOutcome(outcome) ? outcome : null,
    complete: complete === true,
    matches: Array.isArray(matches) ? matches.length : 0,
  }
}

/** Reads that the engine makes around an attempt. */
const lookups = new Set(['look.ended', 'read-back.ended', 'identity.read'])

/** The newest group first. Repeats in a row are one group. */
export function groupTimeline(entries: readonly TimelineEntry[]): TimelineGroup[] {
  return fold(draftsOf(entries)).toReversed()
}

/**
 * An attempt has the lookups before and after it, until the next one. A lookup that failed is a group with the wait
 * that follows it, so that a server that is offline repeats one group.
 */
function draftsOf(entries: readonly TimelineEntry[]): Draft[] {
  const drafts: Draft[] = []
  let attempts = 0
  const open = (kind: Draft['kind'], key: number, first: readonly TimelineEntry[]) =>
    drafts.push({ kind, key, number: kind === 'attempt' ? attempts : 0, entries: [...first] })
  for (const [key, entry] of entries.entries()) {
    const last = drafts.at(-1)
    if (entry.event === 'attempt.started') {
      attempts += 1
      // The lookups for this attempt come before it.
      if (last?.kind === 'lookup') drafts.pop()
      open('attempt', last?.kind === 'lookup' ? last.key : key, [
        ...(last?.kind === 'lookup' ? last.entries : []),
        entry,
      ])
    } else if (entry.event === 'attempt.ended' && last?.kind === 'attempt') last.entries.push(entry)
    else if (lookups.has(entry.event)) {
      if (read(entry).code) open('failed-lookup', key, [entry])
      else if (last?.kind === 'attempt' || last?.kind === 'lookup') last.entries.push(entry)
      else open('lookup', key, [entry])
    } else if (entry.event === 'operation.waiting' && last && last.kind !== 'step') last.entries.push(entry)
    else open('step', key, [entry])
  }
  return drafts
}

/** Lower-cases the first word of a sentence. Names and abbreviations stay. */
const inSentence = (sentence: string) => sentence.replace(/^[A-Z][a-z]+\b/, (word) => word.toLowerCase())

function attemptText({ entries }: Draft): string {
  const ended = entries.findLast(({ event }) => event === 'attempt.ended')
  const { outcome, code } = ended ? read(ended) : { outcome: null, code: null }
  if (outcome === null) return ended ? text.outcome.unknown : text.inProgress
  const happened =
    code !== null && (outcome === 'rejected' || outcome === 'deferred')
      ? inSentence(words.operations.cause(code))
      : text.outcome[outcome]
  const after = entries.slice(ended ? entries.indexOf(ended) : 0)
  const looked = after.findLast(({ event }) => event === 'look.ended')
  return looked ? [happened, text.lookup[foundBy(looked)]].join(', ') : happened
}

function foundBy(entry: TimelineEntry): keyof typeof text.lookup {
  const { matches, complete } = read(entry)
  if (matches > 0) return 'found'
  return complete ? 'absent' : 'unclear'
}

function durationOf({ entries }: Draft): string | null {
  const started = entries.find(({ event }) => event === 'attempt.started')
  const ended = entries.findLast(({ event }) => event === 'attempt.ended')
  if (!started || !ended) return null
  const ms = Date.parse(ended.at) - Date.parse(started.at)
  return ms > 0 ? formatDuration(ms) : null
}

/** Consecutive groups with the same key are merged. Waits differ only in duration, so their code is used. */
function sameness(draft: Draft): string {
  const [first] = draft.entries
  if (draft.kind === 'attempt') return `attempt ${attemptText(draft)}`
  return first ? `${first.event} ${read(first).code ?? first.message}` : ''
}

function fold(drafts: readonly Draft[]): TimelineGroup[] {
  const runs: Draft[][] = []
  for (const draft of drafts) {
    const run = runs.at(-1)
    if (run?.[0] && sameness(run[0]) === sameness(draft)) run.push(draft)
    else runs.push([draft])
  }
  return runs.map(present)
}

function present(run: readonly Draft[]): TimelineGroup {
  const first = run[0]
  const last = run.at(-1)
  const entries = run.flatMap((draft) => draft.entries)
  return {
    key: first?.key ?? 0,
    text: first && last ? textOf(first, last) : '',
    times: run.length,
    at: entries.at(-1)?.at ?? '',
    underWay: last?.kind === 'attempt' && !last.entries.some(({ event }) => event === 'attempt.ended'),
    entries,
  }
}

function textOf(first: Draft, last: Draft): string {
  if (last.kind !== 'attempt') return last.entries[0]?.message ?? ''
  const sentence = text.attempt(first.number, last.number, attemptText(last))
  const duration = first === last ? durationOf(last) : null
  return duration === null ? sentence : text.took(sentence, duration)
}
