import type { Rule } from './rule.ts'

const servers = 'server/domain/servers'
const pauseTest = 'server/domain/operations/pause.test.ts'
const breakerTest = 'server/domain/hosting/steps/breaker.test.ts'
const monitorTest = `${servers}/monitor.test.ts`
const alertsTest = 'server/domain/alerts/alerts.test.ts'
const reconciliation = 'server/domain/reconciliation'
const reconciliationTest = `${reconciliation}/reconciliation.test.ts`
const within = 'embedded'

/** Server health, pauses, alerts, live views and reconciliation. */
export const watchingRules: readonly Rule[] = [
  {
    sentence: 'Trouble with a key pauses that server, so its other operations do not fail too.',
    off: [
      {
        file: 'server/domain/hosting/steps/refusal.ts',
        find: 'await pauseForTrouble(',
        replace: 'void (',
      },
    ],
    test: {
      file: pauseTest,
      name: 'stops that operation with its reason, and pauses later operations without another request',
      within,
    },
  },
  {
    sentence: 'A pause caused by trouble ends automatically when the full connection test passes.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: 'if (passes(check)) return resumed(at)',
        replace: '',
      },
    ],
    test: {
      file: pauseTest,
      name: 'ends when the whole test passes, also on schedule; then all operations resume automatically',
      within,
    },
  },
  {
    sentence: 'An operation that stopped at trouble resumes automatically when the trouble is over.',
    off: [
      {
        file: 'server/work/resume.ts',
        find: 'if (stopped) return resume(tx, context, operationId)',
        replace: 'if (stopped) return false',
      },
    ],
    test: {
      file: pauseTest,
      name: 'ends when the whole test passes, also on schedule; then all operations resume automatically',
      within,
    },
  },
  {
    sentence: 'Only staff end a pause by staff, whatever the result of the connection tests.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: "if (row.pausedBy !== 'trouble') return {}",
        replace: 'if (row.pausedBy === null) return {}',
      },
    ],
    test: {
      file: pauseTest,
      name: 'of a server by staff outlasts its tests, until staff resume it',
      within,
    },
  },
  {
    sentence: 'One trouble of a server opens one alert, however many operations it affects.',
    off: [{ file: 'server/domain/alerts/sync.ts', find: 'if (present) {', replace: 'if (!present) {' }],
    test: {
      file: alertsTest,
      name: 'are one for each server and problem, however many operations it affects, and close automatically',
      within,
    },
  },
  {
    sentence: 'An alert closes when its trouble is over.',
    off: [
      {
        file: 'server/domain/alerts/sync.ts',
        find: 'if (!wanted.some((each) => each.cause === cause)) {',
        replace: 'if (wanted.length < 0) {',
      },
    ],
    test: {
      file: alertsTest,
      name: 'are one for each server and problem, however many operations it affects, and close automatically',
      within,
    },
  },
  {
    sentence: 'A signed alert is sent to the webhook until the webhook accepts it.',
    off: [
      {
        file: 'server/domain/alerts/deliver.ts',
        find: 'if (status < 200 || status >= 300) throw',
        replace: 'if (status < 100) throw',
      },
    ],
    test: {
      file: alertsTest,
      name: 'gets each alert signed, is retried until it accepts it, and receives no secret',
      within,
    },
  },
  {
    sentence: 'A half-open breaker lets one operation through at a time at first.',
    off: [
      {
        file: `${servers}/breaker.ts`,
        find: "state.breaker === 'open' ? 1 : state.breakerConcurrency * 2",
        replace: "state.breaker === 'open' ? 99 : state.breakerConcurrency * 2",
      },
    ],
    test: {
      file: breakerTest,
      name: 'gets no requests after five failed operations in a row until a probe succeeds, then one at a time',
      within,
    },
  },
  {
    sentence: 'One operation that fails repeatedly does not open the breaker for all.',
    off: [
      {
        file: `${servers}/breaker.ts`,
        find: 'if (state.breakerOperationId === run.operationId) return null',
        replace: '',
      },
    ],
    test: {
      file: breakerTest,
      name: 'is not confused with one that refuses, limits the rate, or has one operation that fails forever',
      within,
    },
  },
  {
    sentence: 'One failed check does not make a server offline.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: 'const checksToBelieve = 2',
        replace: 'const checksToBelieve = 1',
      },
    ],
    test: {
      file: `${servers}/servers.test.ts`,
      name: 'become offline after two consecutive misses, not one, and online again after two responses',
      within,
    },
  },
  {
    sentence: 'Server checks are recorded.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: '(tx, { at }) => remember(tx, checked.id, check, at),',
        replace: 'async () => undefined,',
      },
    ],
    test: {
      file: monitorTest,
      name: 'keeps its history for a week, and shows it to staff in pages, newest first',
      within,
    },
  },
  {
    sentence: 'A check that contradicts a server’s status is repeated soon.',
    off: [{ file: `${servers}/due.ts`, find: 'intervalMs / 4)', replace: 'intervalMs)' }],
    test: {
      file: monitorTest,
      name: 'checks each server once per interval, with jitter, and sooner if a check contradicts its status',
      within,
    },
  },
  {
    sentence: 'The list of servers is updated live.',
    off: [{ file: `${servers}/watch.ts`, find: 'if (version !== seen) {', replace: "if (seen === '') {" }],
    test: {
      file: monitorTest,
      name: 'reports every change by staff, a check or an account',
      within,
    },
  },
  {
    sentence: 'An operation is streamed as it changes.',
    off: [
      {
        file: 'server/domain/operations/watch.ts',
        find: 'if (version !== seen) {',
        replace: "if (seen === '') {",
      },
    ],
    test: {
      file: 'server/domain/operations/operations.test.ts',
      name: 'from now to the end, each change once',
      within,
    },
  },
  {
    sentence: 'Diagnostics contain no usable email address.',
    off: [
      {
        file: 'server/domain/operations/diagnostics.ts',
        find: 'maskAddresses(text)}',
        replace: 'text}',
      },
    ],
    test: {
      file: 'server/domain/operations/diagnostics.test.ts',
      name: 'contain the whole timeline as text, without secrets, names or complete email addresses',
      within,
    },
  },
  {
    sentence: 'An account that was created after the timeout is offered to staff to adopt or to terminate.',
    off: [
      {
        file: `${reconciliation}/compare.ts`,
        find: 'draft: createdAfterTimeout(account, row, { difference: describeDifference(account, row), label }),',
        replace: '',
      },
    ],
    test: {
      file: reconciliationTest,
      name: 'under a failed row, and staff adopt it into that row',
      within,
    },
  },
  {
    sentence: 'No account counts as gone because of an incomplete list.',
    off: [
      {
        file: `${reconciliation}/compare.ts`,
        find: 'if (unclear || !view.listing.complete || !earlier.listing.complete) return []',
        replace: 'if (unclear) return []',
      },
    ],
    test: { file: reconciliationTest, name: 'but none from an incomplete list', within },
  },
  {
    sentence:
      'If more than 2% of the accounts are missing at once, no action is possible before staff confirm the number.',
    off: [
      {
        file: `${reconciliation}/brake.ts`,
        find: 'vanished >= fewest && vanished > believed * share',
        replace: 'vanished > believed + fewest + share',
      },
    ],
    test: {
      file: reconciliationTest,
      name: 'and brakes if many are missing at once, until staff confirm the number',
      within,
    },
  },
  {
    sentence: 'An action that staff chose in a reconciliation is checked on the panel first.',
    off: [
      {
        file: `${reconciliation}/resolve.ts`,
        find: 'const found = await recheck(one).catch((error: unknown) => {',
        replace:
          'const found = await (one ? Promise.resolve(null) : recheck(one)).catch((error: unknown) => {',
      },
    ],
    test: {
      file: reconciliationTest,
      name: 'and releases its slot only when staff act, after one more check',
      within,
    },
  },
  {
    sentence: 'A reconciliation corrects a slot counter that differs from the accounts.',
    off: [
      {
        file: `${reconciliation}/run.ts`,
        find: 'await correctSlots(ctx, serverId)',
        replace: 'void correctSlots',
      },
    ],
    test: {
      file: reconciliationTest,
      name: 'corrects a slot counter that differs from the accounts, and keeps a correct one',
      within,
    },
  },
  {
    sentence: 'The invariants check the slot counter of a server against its accounts.',
    off: [
      {
        file: 'testing/crash/invariants/check-operations.ts',
        find: 'if (server.slots_held !== held.length)',
        replace: 'if (server.slots_held < 0)',
      },
    ],
    test: {
      file: 'testing/crash/invariants/invariants.test.ts',
      name: 'slots: detects that a server counts a slot that no account holds',
      within,
    },
  },
]
