import { expect, test } from 'vitest'
import { attemptsText } from './attempts.ts'

const line = (event: string) => ({ at: '2026-03-01T12:00:00.000Z', event, message: '.', detail: null })
const timeline = (...events: string[]) => events.map(line)
const offlineAttempt = ['look.ended', 'operation.waiting']

test.each([
  ['Nothing sent', timeline('operation.queued'), 0],
  ['Nothing sent', timeline('operation.queued', 'operation.needs-person'), 0],
  [
    '10 attempts, nothing sent',
    timeline('operation.queued', ...Array.from({ length: 10 }, () => offlineAttempt).flat()),
    0,
  ],
  ['1 attempt', timeline('operation.queued', 'look.ended', 'attempt.started', 'attempt.ended'), 1],
  [
    '3 attempts, 1 sent',
    timeline('operation.queued', ...offlineAttempt, ...offlineAttempt, 'attempt.started'),
    1,
  ],
])('counts the attempts in the timeline: %s', (text, entries, attempts) => {
  expect(attemptsText({ timeline: entries, attempts })).toBe(text)
})
