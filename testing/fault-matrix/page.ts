import { type AnyFaultName, everyFaultName, faultTable } from '#sandbox/faults/table.ts'
import { faultsOfCalls } from './calls.ts'
import { afterEvents, doneMinutesLater } from './events.ts'
import { type Cell, kinds, type Row } from './kinds.ts'
import { panels } from './panels.ts'
import { faultsOfReads } from './reads.ts'
import { tlsTroubles } from './tls.ts'

const introduction = `# The fault matrix

What becomes of every kind of operation under every fault, played on the sandbox panel, on the embedded database and on
PostgreSQL, by \`testing/fault-matrix\`. This page is written from its tables by
\`node testing/fault-matrix/write-page.ts\`; a test fails where it is not up to date.

A cell says how operation and account are at rest: the operation's status, with the code of its error, then the
account's. *Slot* is its place in the server's capacity, with its username and e-mail. Before a colon stand the outcomes
of the attempts: "unknown, succeeded" was looked at, not there, and done again; "unknown" alone was found done.

In every game the panel's own ledger is checked: one account for one hosting account, and nobody else's touched. What
waits for a person while a fault stays is ended by a plain retry once the panel is well; only where a stranger holds the
name it takes another one.
`

const calls = `## A fault on the call itself

*Once*: the fault strikes the first call of the operation, then the panel is well. *Stays*: every such call meets it;
the end after a patience that is shorter than the shipped day and five attempts. Trouble of the server (redirects) pauses
it, and what stopped goes on by itself once its connection test passes.
`

const reads = `## A fault on what is only read

The look before and after a create, the account's identity before and after any other call, reading back. *Once*: the
first read of a list and the first of an account.
`

const others = `## Panels that differ

*Well*: no fault. *Answer lost*: the call is done, its answer lost, once. What a person had to adopt after that goes on
as adopted.
`

const events = `## What others do to the account

Something happens to the account on the panel, then the operation begins; a create has lost its answer before. *Then
there*: what the panel has besides accounts of others from before, with NextPanel User IDs.
`

const tls = `## TLS trouble

The panel's certificate is from a private authority, given as the server's CA Certificate; then something is wrong with
it, or plain HTTP is spoken. *Stays*: not one byte is sent, and the server is paused. *Mended*: the scheduled check of the
server passes, and the same operation goes on by itself.
`

const explained = (fault: AnyFaultName) => `\`${fault}\`: ${faultTable[fault].summary}`

/** Faults that end alike share a row. */
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

/** The text of docs/fault-matrix.md. */
export const faultMatrixPage = (): string =>
  [
    introduction,
    calls,
    tableOf('fault', grouped(faultsOfCalls), ['once', 'stays']),
    reads,
    tableOf('fault', grouped(faultsOfReads), ['once', 'stays']),
    others,
    tableOf('panel', Object.entries(panels), ['well', 'answer lost']),
    events,
    tableOf(
      'what happens',
      [
        ...Object.entries(afterEvents),
        ['its lost call is done minutes later, after it was sent again', doneMinutesLater],
      ],
      ['ends', 'then there'],
    ),
    tls,
    tableOf('trouble', Object.entries(tlsTroubles), ['stays', 'mended']),
    '## The faults\n',
    ...everyFaultName.map((fault) => `- ${explained(fault)}`),
    '',
  ].join('\n')
