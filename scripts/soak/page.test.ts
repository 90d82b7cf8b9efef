import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { soakPage } from './page.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/soak.md'), 'utf8')

const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map(cellsOf)
const cellOf = (name: string) => rows.find(([first]) => first === name)?.[1] ?? ''

/** Reads the numbers of the page back. */
function operationsOf() {
  const [, ...statuses] = rows.find(([first]) => first === 'operation') ?? []
  return ['create', 'suspend', 'terminate', 'unsuspend'].flatMap((kind) => {
    const [, ...counts] = rows.find(([first]) => first === kind) ?? []
    return counts.flatMap((count, at) => Array(Number(count)).fill({ kind, status: statuses[at] ?? '' }))
  })
}

it('docs/soak.md is the text that the soak test writes', () => {
  const [, round] = /--round (\d+)/.exec(page) ?? []
  const [, settledSeconds] = /settled in ([\d.]+) s/.exec(page) ?? []
  expect(operationsOf()).toHaveLength(Number(cellOf('operations')))
  expect(
    soakPage({
      date: cellOf('date'),
      version: cellOf('version'),
      seed: Number.parseInt(cellOf('seed'), 10),
      moments: Number(cellOf('moments')),
      round: Number(round),
      kills: Number(cellOf('kills')),
      faults: Number(cellOf('requests with a fault')),
      operations: operationsOf(),
      accounts: Number(cellOf('hosting accounts')),
      minutes: Number.parseInt(cellOf('duration'), 10),
      settledMs: Number(settledSeconds) * 1000,
    }),
  ).toBe(page)
})
