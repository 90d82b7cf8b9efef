import type { Rule } from './rule.ts'

const servers = 'server/domain/servers'
const pauseTest = 'server/domain/provisioning/pause.test.ts'
const breakerTest = 'server/domain/provisioning/breaker.test.ts'
const monitorTest = `${servers}/monitor.test.ts`
const alertsTest = 'server/domain/alerts/alerts.test.ts'
const reconciliation = 'server/domain/reconciliation'
const reconciliationTest = `${reconciliation}/reconciliation.test.ts`
const within = 'embedded'

/** What is seen of servers and accounts besides operations, what holds operations up, and what people are told. */
export const watchingRules: readonly Rule[] = [
  {
    sentence:
      'Trouble with a key pauses the operations of that server: no other one runs into the same wall.',
    off: [
      {
        file: 'server/domain/provisioning/failure.ts',
        find: 'await pauseForTrouble(work.domain, work.server.id,',
        replace: 'void (',
      },
    ],
    test: {
      file: pauseTest,
      name: 'stops that operation with its reason, and pauses those that come after without another request',
      within,
    },
  },
  {
    sentence: 'A pause by trouble ends by itself once the whole connection test passes.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: 'if (passes(check)) return resumed(at)',
        replace: '',
      },
    ],
    test: {
      file: pauseTest,
      name: 'is over when the whole test passes, on schedule too; then all of them go on by themselves',
      within,
    },
  },
  {
    sentence: 'What stopped at trouble goes on by itself when the trouble is over.',
    off: [
      {
        file: 'server/domain/provisioning/resume.ts',
        find: "if (account && row.status === 'needs-person') return resume(tx, domain, operationId, account)",
        replace: "if (account && row.status === 'needs-person') return false",
      },
    ],
    test: {
      file: pauseTest,
      name: 'is over when the whole test passes, on schedule too; then all of them go on by themselves',
      within,
    },
  },
  {
    sentence: 'A pause by a person ends by a person, whatever the tests say.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: "if (row.pausedBy !== 'trouble') return {}",
        replace: 'if (row.pausedBy === null) return {}',
      },
    ],
    test: {
      file: pauseTest,
      name: 'of a server by a person outlasts its tests, until a person resumes it',
      within,
    },
  },
  {
    sentence: 'There is one alert for a server and its trouble, however many operations meet it.',
    off: [{ file: 'server/domain/alerts/sync.ts', find: 'if (present) {', replace: 'if (!present) {' }],
    test: {
      file: alertsTest,
      name: 'are one for a server and its trouble, however many operations meet it, and close by themselves',
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
      name: 'are one for a server and its trouble, however many operations meet it, and close by themselves',
      within,
    },
  },
  {
    sentence: 'An alert is sent to the webhook until it is taken, and signed.',
    off: [
      {
        file: 'server/domain/alerts/deliver.ts',
        find: 'if (status < 200 || status >= 300) throw',
        replace: 'if (status < 100) throw',
      },
    ],
    test: {
      file: alertsTest,
      name: 'gets each alert signed, again until it takes it, and nothing secret',
      within,
    },
  },
  {
    sentence: 'A half-open breaker lets one operation through at a time at first.',
    off: [
      {
        file: `${servers}/breaker.ts`,
        find: "state.breaker === 'open' ? 1 : state.breakerLanes * 2",
        replace: "state.breaker === 'open' ? 99 : state.breakerLanes * 2",
      },
    ],
    test: {
      file: breakerTest,
      name: 'is sent nothing more after five operations in a row, until a probe is answered; then one at a time at first',
      within,
    },
  },
  {
    sentence: 'One operation that fails again and again does not open the breaker for all.',
    off: [
      {
        file: `${servers}/breaker.ts`,
        find: 'if (state.breakerOperationId === run.operationId) return null',
        replace: '',
      },
    ],
    test: {
      file: breakerTest,
      name: 'is not mistaken for one that refuses, that wants us to slow down, or whose one operation fails for ever',
      within,
    },
  },
  {
    sentence: 'One check that is not answered makes no server offline.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: 'const checksToBelieve = 2',
        replace: 'const checksToBelieve = 1',
      },
    ],
    test: {
      file: `${servers}/servers.test.ts`,
      name: 'are not called offline by one miss, but by two in a row, and online again by two answers',
      within,
    },
  },
  {
    sentence: 'Checks of servers are kept.',
    off: [
      {
        file: `${servers}/save-report.ts`,
        find: '(tx, { at }) => remember(tx, checked.id, check, at),',
        replace: 'async () => undefined,',
      },
    ],
    test: {
      file: monitorTest,
      name: 'keeps its history for a week, shown to staff in pages, newest first',
      within,
    },
  },
  {
    sentence: 'A check that contradicts a server’s status is repeated soon.',
    off: [{ file: `${servers}/due.ts`, find: 'intervalMs / 4)', replace: 'intervalMs)' }],
    test: {
      file: monitorTest,
      name: 'takes each server once in an interval, a little sooner or later, and sooner where it is in doubt',
      within,
    },
  },
  {
    sentence: 'The list of servers is live.',
    off: [{ file: `${servers}/watch.ts`, find: 'if (version !== seen) {', replace: "if (seen === '') {" }],
    test: {
      file: monitorTest,
      name: 'tells of every change: by a person, a check, or an account',
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
    sentence: 'Diagnostics hold no address that could be written to.',
    off: [
      {
        file: 'server/domain/operations/diagnostics.ts',
        find: 'maskAddresses(text)}',
        replace: 'text}',
      },
    ],
    test: {
      file: 'server/domain/operations/diagnostics.test.ts',
      name: 'tell its whole story as text, and hold no secret, no name, and no address that could be written to',
      within,
    },
  },
  {
    sentence: 'An account that arrived late is offered to a person, to adopt or to terminate.',
    off: [
      {
        file: `${reconciliation}/compare.ts`,
        find: 'return { isOurs: true, draft: lateArrival(account, row, describeDifference(account, row)) }',
        replace: 'return { isOurs: lateArrival(account, row, describeDifference(account, row)) !== null }',
      },
    ],
    test: {
      file: reconciliationTest,
      name: 'under a failed row, and a person adopts it into that very row',
      within,
    },
  },
  {
    sentence: 'Nothing counts as gone by a list that is not whole.',
    off: [
      {
        file: `${reconciliation}/compare.ts`,
        find: 'if (unclear || !view.listing.complete || !earlier.listing.complete) return []',
        replace: 'if (unclear) return []',
      },
    ],
    test: { file: reconciliationTest, name: 'but nothing from a list that is not whole', within },
  },
  {
    sentence:
      'When more than 2% of the accounts vanish at once, nothing is done before a person confirms the number.',
    off: [
      {
        file: `${reconciliation}/brake.ts`,
        find: 'vanished >= fewest && vanished > believed * share',
        replace: 'vanished > believed + fewest + share',
      },
    ],
    test: {
      file: reconciliationTest,
      name: 'and brakes when many are gone at once, until a person confirms the number',
      within,
    },
  },
  {
    sentence: 'What a person chose in a reconciliation is checked on the panel once more.',
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
      name: 'and only a person frees its slot, after one more look',
      within,
    },
  },
]
