import { type AnyFaultName, everyFaultName, faultTable } from '#sandbox/faults/table.ts'
import { faultsOfCalls } from './calls.ts'
import { afterEvents, doneMinutesLater } from './events.ts'
import { type Cell, kinds, type Row } from './kinds.ts'
import { panels } from './panels.ts'
import { faultsOfReads } from './reads.ts'
import { tlsTroubles } from './tls.ts'

const introduction = `# The fault matrix

This page lists the result of every kind of operation under every fault. The tests in \`testing/fault-matrix\` run each
case on the sandbox panel, on the embedded database and on PostgreSQL. \`node testing/fault-matrix/write-page.ts\`
generates this page from their tables. A test fails if the page is out of date.

A cell lists the outcomes of the attempts and, after the colon, the settled state: the operation's status with the code of
its error, and the account's status. "Slot held" and "slot free" say whether the account still reserves capacity, username
and email on the server. Examples of outcomes:

- "unknown, succeeded": a lookup found that the first attempt had no effect, and the second attempt succeeded.
- "unknown": a lookup found that the attempt had succeeded.

Every test also checks the panel's own ledger: there is one account per hosting account, and accounts of other owners are
unchanged. If an operation needs attention because a fault persists, a retry succeeds after the fault has ended. The
exception is a username or email that another owner has: the retry needs a different one.
`

const calls = `## A fault on the call itself

- *Once*: the fault affects the first call of the operation. Later calls work.
- *Persists*: every such call has the fault. The tests shorten the limits of retries (by default one day, five attempts).

Server trouble (redirects) pauses the server. Stopped operations resume automatically when its connection test passes.
`

const reads = `## A fault on reads

Reads are the lookup before and after a create, the identity check before and after any other call, and the read-back.
*Once*: the first read of a list and the first read of an account have the fault.
`

const others = `## Panels that differ

*No fault*: all calls work. *Response lost*: the first call is executed and its response is lost. If staff had to adopt the
account, the following operations use the adopted account.
`

const events = `## Changes of the account on the panel

The account is changed on the panel before the operation begins. For a create, the account is changed after the response of
the create was lost. *Then on the panel*: the accounts on the panel afterwards, with their NextPanel User IDs. Accounts of
other owners that existed before are omitted.
`

const tls = `## TLS trouble

The panel has a certificate of a private authority, which staff entered as the server's CA Certificate. The certificate then
becomes invalid, or the panel uses plain HTTP. *Persists*: no byte is sent, and the server is paused. *Fixed*: the scheduled
check of the server passes, and the same operation resumes automatically.
`

const explained = (fault: AnyFaultName) => `\`${fault}\`: ${faultTable[fault].summary}`

/** Faults with the same result share a row. */
function grouped(table: Readonly<Record<AnyFaultName, Row>>): [name: string, row: Row][] {
  const groups = new Map<string, AnyFaultName[]>()
  for (const fault of everyFaultName) {
    const key = JSON.stringify(kinds.map((kind) => table[fault][kind]))
    groups.set(key, [...(groups.get(key) ?? []), fault])
  }
  return [...groups.values()].flatMap((faults) => {
    const [first] = faults
    const row = first && table[first]
    return row && kinds.some((kind) => row[kind] !== null)
      ? [[faults.map((fault) => `\`${fault}\``).join(', '), row] as [string, Row]]
      : []
  })
}

const cellOf = (cell: Cell, names: readonly [string, string]) =>
  cell === null ? '—' : `*${names[0]}* ${cell[0]}<br>*${names[1]}* ${cell[1]}`

const tableOf = (first: string, rows: readonly [string, Row][], names: readonly [string, string]) =>
  [
    `| ${first} | ${kinds.join(' | ')} |`,
    `| --- |${' --- |'.repeat(kinds.length)}`,
    ...rows.map(
      ([name, row]) => `| ${name} | ${kinds.map((kind) => cellOf(row[kind], names)).join(' | ')} |`,
    ),
    '',
  ].join('\n')

/** Returns the text of docs/fault-matrix.md. */
export const faultMatrixPage = (): string =>
  [
    introduction,
    calls,
    tableOf('fault', grouped(faultsOfCalls), ['once', 'persists']),
    reads,
    tableOf('fault', grouped(faultsOfReads), ['once', 'persists']),
    others,
    tableOf('panel', Object.entries(panels), ['no fault', 'response lost']),
    events,
    tableOf(
      'event',
      [
        ...Object.entries(afterEvents),
        ['its lost call is executed minutes later, after it was sent again', doneMinutesLater],
      ],
      ['ends', 'then on the panel'],
    ),
    tls,
    tableOf('trouble', Object.entries(tlsTroubles), ['persists', 'fixed']),
    '## The faults\n',
    ...everyFaultName.map((fault) => `- ${explained(fault)}`),
    '',
  ].join('\n')
