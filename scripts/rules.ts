import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '#testing/postgres-server.ts'
import { groups } from './rules/all.ts'
import { copyTree, withEdits } from './rules/copies.ts'
import type { Rule } from './rules/rule.ts'
import { type Outcome, openPlace, outcomeOf, type Place, runTests } from './rules/run-tests.ts'
import { type Judged, tableOf } from './rules/write-table.ts'

/**
 * Shows for every rule that a test fails if it is disabled: `npm run rules` checks HEAD and writes
 * docs/rules.md. `npm run rules -- lease panel-http` checks the rules whose sentence or test file contains
 * one of these words, and writes nothing.
 */
const words = process.argv.slice(2).map((word) => word.toLowerCase())
const all = Object.values(groups).flat()
const wanted = ({ sentence, test }: Rule) =>
  words.length === 0 || words.some((word) => `${sentence} ${test.file}`.toLowerCase().includes(word))
const rules = all.filter(wanted)
const runners = 2

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Migrations are applied when a runner starts, so a changed migration needs its own runner. */
async function runOff(place: Place, rule: Rule): Promise<Outcome> {
  if (!rule.off.some(({ file }) => file.endsWith('.sql')))
    return outcomeOf(rule, await runTests(place, [rule]))
  const fresh = await openPlace(place.folder)
  try {
    return outcomeOf(rule, await runTests(fresh, [rule]))
  } finally {
    await fresh.vitest.close()
  }
}

async function judge(place: Place, rule: Rule, on: Outcome): Promise<Judged> {
  const judged = (verdict: Judged['verdict'], why: string): Judged => ({
    rule,
    testName: on.fullName,
    verdict,
    why,
  })
  if (on.state !== 'green') return judged('no', `with the rule enabled, its test is ${on.state}. ${on.why}`)
  try {
    const off = await withEdits(place, rule.off, () => runOff(place, rule))
    return off.state === 'red'
      ? judged('yes', off.why)
      : judged('no', `with the rule disabled, its test is ${off.state}. ${off.why}`)
  } catch (error) {
    return judged('no', error instanceof Error ? error.message : String(error))
  }
}

async function judgeAll(places: readonly Place[]): Promise<Judged[]> {
  const [first] = places
  if (!first) return []
  const whole = await runTests(first, rules)
  const on = rules.map((rule) => outcomeOf(rule, whole))
  const todo = rules.entries()
  const judged: Judged[] = []
  const work = async (place: Place) => {
    for (const [index, rule] of todo) {
      const outcome = on[index]
      if (!outcome) return
      const result = await judge(place, rule, outcome)
      judged[index] = result
      say(`${result.verdict === 'yes' ? 'red ' : 'FAIL'}  ${rule.sentence}\n        ${result.why}`)
    }
  }
  await Promise.all(places.map(work))
  return judged
}

const startedAt = performance.now()
const temporary = await mkdtemp(join(tmpdir(), 'rules-'))
const postgres = await startPostgres()
// Shared by all runners: if each started its own, that would take longer than the tests.
process.env.TEST_DATABASE_URL = postgres.url
const places: Place[] = []
try {
  for (let runner = 0; runner < runners; runner += 1) {
    const folder = join(temporary, `tree-${runner}`)
    copyTree(folder)
    places.push(await openPlace(folder))
  }
  const judged = await judgeAll(places)
  if (words.length === 0) await writeFile('docs/rules.md', tableOf(groups, judged))
  const failed = judged.filter(({ verdict }) => verdict === 'no')
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  say(`${judged.length - failed.length} of ${judged.length} rules make their test fail, in ${seconds} s`)
  if (failed.length > 0) process.exitCode = 1
} finally {
  for (const { vitest } of places) await vitest.close()
  await postgres.stop()
  await rm(temporary, { recursive: true, force: true })
}
