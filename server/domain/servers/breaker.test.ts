import { describe, expect, it } from 'vitest'
import { afterCheck, afterRun, type Breaker, closedBreaker } from './breaker.ts'

const settings = {
  breakerFailures: 3,
  breakerOpenMs: 1000,
  breakerOpenMaxMs: 4000,
  serverConcurrency: 4,
}
const start = new Date('2026-03-01T08:00:00Z').getTime()

/**
 * Events of a breaker, one second apart: `a!` a run of operation a without a response, `a` one with a
 * response, `a?` one with reads only.
 */
function breakerAfter(...events: string[]): Breaker {
  let state = closedBreaker
  for (const [index, event] of events.entries()) {
    const at = new Date(start + index * 1000)
    const answered = !event.endsWith('!')
    const [name = ''] = event
    const next = ['probe', 'check'].includes(event.replace('!', ''))
      ? afterCheck(state, { answered, isProbe: event.startsWith('probe') }, at, settings)
      : afterRun(
          state,
          { operationId: name, startedAt: at, answered, changed: !/[!?]$/.test(event) },
          at,
          settings,
        )
    state = next ?? state
  }
  return state
}
const stateAfter = (...events: string[]) => {
  const { breaker, breakerConcurrency } = breakerAfter(...events)
  return breaker === 'half-open' ? `half-open ${breakerConcurrency}` : breaker
}
const open = ['a!', 'b!', 'c!']

describe('The breaker of a server', () => {
  it.each([
    [['a!', 'b!'], 'closed'],
    [open, 'open'],
    [['a!', 'a!', 'a!', 'a!', 'a!'], 'closed'],
    [['a!', 'b!', 'a!'], 'open'],
    [['a!', 'b!', 'd', 'c!'], 'closed'],
    [['a!', 'b!', 'd?', 'c!'], 'open'],
    [[...open, 'd'], 'open'],
    [[...open, 'probe!'], 'open'],
    [[...open, 'probe'], 'half-open 1'],
    [[...open, 'check'], 'half-open 1'],
    [[...open, 'probe', 'd'], 'half-open 2'],
    [[...open, 'probe', 'd?'], 'half-open 2'],
    [[...open, 'probe', 'd', 'e'], 'closed'],
    [[...open, 'probe', 'd', 'e!'], 'open'],
    [[...open, 'probe', 'probe', 'probe'], 'closed'],
    [[...open, 'probe', 'check!'], 'open'],
    [[...open, 'probe', 'd', 'e', 'f!', 'g!'], 'closed'],
  ])('after %j is %s', (events, expected) => {
    expect(stateAfter(...events)).toBe(expected)
  })

  it('opens after the clock was set back to a time before it closed', () => {
    let state: Breaker = { ...closedBreaker, breakerChangedAt: new Date(start + 3_600_000) }
    for (const [second, operationId] of ['a', 'b', 'c'].entries()) {
      const at = new Date(start + second * 1000)
      const run = { operationId, startedAt: at, answered: false, changed: false }
      state = afterRun(state, run, at, settings) ?? state
    }
    expect(state.breaker).toBe('open')
  })

  it('doubles the wait after each failed probe, up to a limit, and starts again after it was closed', () => {
    const waits = (...events: string[]) => {
      const { breakerProbeAt } = breakerAfter(...events)
      return (breakerProbeAt?.getTime() ?? 0) - (start + (events.length - 1) * 1000)
    }
    expect(waits(...open)).toBe(1000)
    expect(waits(...open, 'probe!')).toBe(2000)
    expect(waits(...open, 'probe!', 'probe!')).toBe(4000)
    expect(waits(...open, 'probe!', 'probe!', 'probe!')).toBe(4000)
    expect(waits(...open, 'probe!', 'probe', 'd!')).toBe(4000)
    expect(waits(...open, 'probe!', 'probe', 'd', 'e', ...open)).toBe(1000)
  })

  it('ignores a run that began before its last change, and a check that is not its probe', () => {
    const recovering = breakerAfter(...open, 'probe')
    const late = { operationId: 'z', startedAt: new Date(start), answered: false, changed: false }
    const now = new Date(start + 60_000)
    expect(afterRun(recovering, late, now, settings)).toBeNull()
    expect(afterCheck(breakerAfter(...open), { answered: false, isProbe: false }, now, settings)).toBeNull()
    expect(afterCheck(closedBreaker, { answered: false, isProbe: false }, now, settings)).toBeNull()
  })
})
