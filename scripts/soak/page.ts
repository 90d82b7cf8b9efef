import { parseConfig } from '#server/platform/config/index.ts'

/** The result of a soak test. */
export interface Soaked {
  readonly date: string
  /** Of the program, of Node.js, and the database. */
  readonly version: string
  readonly seed: number
  readonly moments: number
  readonly round: number
  readonly kills: number
  readonly faults: number
  readonly operations: readonly { readonly kind: string; readonly status: string }[]
  readonly accounts: number
  readonly minutes: number
  readonly settledMs: number
}

export const goalMs = 45_000

/** Returns the whole text of docs/soak.md. */
export function soakPage(soaked: Soaked): string {
  const { seed, moments, round, operations } = soaked
  const { panelDeadlineMs, engineSettleMs } = parseConfig({})
  return `# Soak test

The soak test kills the real server (SIGKILL to its process group) at random moments under load. The load is thirty
onboardings, suspensions, unsuspensions and terminations at once. The sandbox panel adds random faults to 10 to 40% of its
requests. In one of four moments, the server is killed again while it recovers.

After each kill, the test waits until no operation is running. It then checks every invariant of
\`scripts/check-invariants.ts\` against the panel's own ledger. At the end it also searches the logs and every row for
secrets. Requests that got no response are sent again with their Idempotency-Key.

| | |
| --- | --- |
| date | ${soaked.date} |
| version | ${soaked.version} |
| seed | ${seed} (\`npm run soak -- --seed ${seed} --moments ${moments} --round ${round}\`) |
| moments | ${moments} |
| kills | ${soaked.kills} |
| requests with a fault | ${soaked.faults} |
| operations | ${operations.length} |
| hosting accounts | ${soaked.accounts} |
| duration | ${soaked.minutes.toFixed(0)} minutes |
| **violations** | **0** |

Final status of the operations, after the test retried each operation that needed attention:

${statusTable(operations)}

With the default settings (deadline ${panelDeadlineMs / 1000} s, settle time ${engineSettleMs / 1000} s), an onboarding was settled in ${(soaked.settledMs / 1000).toFixed(1)} s after its create hung and
was never executed. The goal is ${goalMs / 1000} s.

The moments of the kills depend on the speed of the machine as well as on the seed, so a run cannot be repeated exactly.
`
}

function statusTable(operations: Soaked['operations']): string {
  const statuses = [...new Set(operations.map(({ status }) => status))].toSorted()
  const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  const kinds = [...Map.groupBy(operations, ({ kind }) => kind)].toSorted(([a], [b]) => a.localeCompare(b))
  return [
    row(['operation', ...statuses]),
    row(['---', ...statuses.map(() => '---:')]),
    ...kinds.map(([kind, same]) =>
      row([kind, ...statuses.map((wanted) => same.filter(({ status }) => status === wanted).length)]),
    ),
  ].join('\n')
}
