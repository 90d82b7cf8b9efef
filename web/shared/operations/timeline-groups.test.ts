import { expect, test } from 'vitest'
import type { TimelineEntry } from '#contracts/operations/schemas.ts'
import { groupTimeline } from './timeline-groups.ts'

const startMs = Date.UTC(2026, 2, 1, 12)
type Line = readonly [seconds: number, event: string, message: string, detail?: TimelineEntry['detail']]

const timelineOf = (lines: readonly Line[]): TimelineEntry[] =>
  lines.map(([seconds, event, message, detail = null]) => ({
    at: new Date(startMs + seconds * 1000).toISOString(),
    event,
    message,
    detail,
  }))
const textsOf = (lines: readonly Line[]) => groupTimeline(timelineOf(lines)).map(({ text }) => text)

const absent = { complete: true, matches: [], exchanges: [] }
const unknown = { outcome: 'unknown', code: 'deadline' }

test('puts the result first and each attempt with its lookups on one line', () => {
  const lines: Line[] = [
    [0, 'operation.queued', 'Requested by Ada.'],
    [0, 'look.ended', 'The username is free.', absent],
    [1, 'attempt.started', 'Attempt 1: create.'],
    [5, 'attempt.ended', 'Attempt 1: no answer in time.', unknown],
    [5, 'operation.waiting', 'Checking again in 1 s.', { nextAttemptAt: '', code: null }],
    [6, 'look.ended', 'No such account.', absent],
    [6, 'attempt.started', 'Attempt 2: create.'],
    [7, 'attempt.ended', 'Attempt 2: account 44 was answered.', { outcome: 'succeeded', code: null }],
    [7, 'read-back.ended', 'Read account 44.'],
    [7, 'operation.succeeded', 'Done: NextPanel User ID 44.'],
  ]
  expect(textsOf(lines)).toEqual([
    'Done: NextPanel User ID 44.',
    'Attempt 2: done (1 s)',
    'Attempt 1: no clear answer, account not found (4 s)',
    'Requested by Ada.',
  ])
  const [, , first] = groupTimeline(timelineOf(lines))
  expect(first?.entries.map(({ event }) => event)).toEqual([
    'look.ended',
    'attempt.started',
    'attempt.ended',
    'operation.waiting',
    'look.ended',
  ])
})

test('folds the attempts on an offline server into one line', () => {
  const tries = Array.from({ length: 10 }, (_, number): Line[] => [
    [number * 60, 'look.ended', 'Connection refused.', { code: 'refused', exchanges: [] }],
    [
      number * 60,
      'operation.waiting',
      `Connection refused. Trying again in ${number} min.`,
      { code: 'refused' },
    ],
  ]).flat()
  const groups = groupTimeline(timelineOf([[0, 'operation.queued', 'Requested.'], ...tries]))
  expect(groups.map(({ text, times }) => [text, times])).toEqual([
    ['Connection refused.', 10],
    ['Requested.', 1],
  ])
  expect(groups[0]?.at).toBe(new Date(startMs + 540_000).toISOString())
})

test('folds consecutive attempts with the same outcome, and names their cause', () => {
  const attempts = [1, 2, 3].flatMap((number): Line[] => [
    [number * 10, 'attempt.started', `Attempt ${number}`],
    [number * 10 + 1, 'attempt.ended', `Attempt ${number}`, { outcome: 'deferred', code: 'rate-limited' }],
  ])
  expect(textsOf(attempts)).toEqual(['Attempts 1 to 3: rate limit of the API key reached'])
})

test('separates a failed lookup from the attempt before it', () => {
  expect(
    textsOf([
      [0, 'attempt.started', 'Attempt 1'],
      [4, 'attempt.ended', 'Attempt 1', unknown],
      [9, 'look.ended', 'Connection refused.', { code: 'refused' }],
      [9, 'operation.waiting', 'Trying again.', { code: 'refused' }],
      [60, 'operation.retried', 'Retry requested by Ada.'],
    ]),
  ).toEqual(['Retry requested by Ada.', 'Connection refused.', 'Attempt 1: no clear answer (4 s)'])
})

test('marks an attempt without an outcome as in progress', () => {
  const [latest, requested] = groupTimeline(
    timelineOf([
      [0, 'operation.queued', 'Requested.'],
      [1, 'attempt.started', 'Attempt 1'],
    ]),
  )
  expect(latest).toMatchObject({ text: 'Attempt 1: in progress', underWay: true })
  expect(requested?.underWay).toBe(false)
})
