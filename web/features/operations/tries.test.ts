import { expect, test } from 'vitest'
import { triesText } from './tries.ts'

const line = (event: string) => ({ at: '2026-03-01T12:00:00.000Z', event, message: '.', detail: null })
const timeline = (...events: string[]) => events.map(line)
const offlineTry = ['look.ended', 'operation.waiting']

test.each([
  ['Nothing sent', timeline('operation.queued'), 0],
  ['Nothing sent', timeline('operation.queued', 'operation.needs-person'), 0],
  [
    '10 tries, nothing sent',
    timeline('operation.queued', ...Array.from({ length: 10 }, () => offlineTry).flat()),
    0,
  ],
  ['1 try', timeline('operation.queued', 'look.ended', 'attempt.started', 'attempt.ended'), 1],
  ['3 tries, 1 sent', timeline('operation.queued', ...offlineTry, ...offlineTry, 'attempt.started'), 1],
])('counts the tries that staff see: %s', (text, entries, attempts) => {
  expect(triesText({ timeline: entries, attempts })).toBe(text)
})
