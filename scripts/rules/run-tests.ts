import { join } from 'node:path'
import { createVitest, escapeTestName, type TestCase, type TestModule, type Vitest } from 'vitest/node'
import type { Rule } from './rule.ts'

/** A copy of the files with a running test runner, because its start takes longer than most tests. */
export interface Place {
  readonly folder: string
  readonly vitest: Vitest
}

export const openPlace = async (folder: string): Promise<Place> => ({
  folder,
  vitest: await createVitest({
    root: folder,
    config: join(folder, 'vitest.config.ts'),
    watch: false,
    // The rules have their own report.
    reporters: [{}],
  }),
})

/** Runs only the tests of these rules. */
export async function runTests(
  { folder, vitest }: Place,
  rules: readonly Rule[],
): Promise<readonly TestModule[]> {
  const files = new Set(rules.map(({ test }) => join(folder, test.file)))
  const names = rules.map(
    ({ test }) => `${test.within ? `${test.within}.*` : ''}${escapeTestName(test.name, false)}$`,
  )
  vitest.setGlobalTestNamePattern(new RegExp([...new Set(names)].join('|')))
  // By exact path: a filter would also find files with longer names.
  const found = await vitest.globTestSpecifications(rules.map(({ test }) => test.file))
  const { testModules } = await vitest.runTestSpecifications(
    found.filter(({ moduleId }) => files.has(moduleId)),
  )
  return testModules
}

export type Outcome = {
  readonly state: 'green' | 'red' | 'not-run'
  readonly fullName: string
  readonly why: string
}

const isMeant = ({ test }: Rule, { name, fullName }: TestCase) =>
  name === test.name && fullName.includes(test.within ?? '')

/** Returns the result of the test that a rule names. `not-run` if its file could not be loaded. */
export function outcomeOf(rule: Rule, modules: readonly TestModule[]): Outcome {
  const module = modules.find(({ moduleId }) => moduleId.endsWith(`/${rule.test.file}`))
  const found = [...(module?.children.allTests() ?? [])].filter((test) => isMeant(rule, test))
  const failed = found.find((test) => test.result().state === 'failed')
  const passed = found.find((test) => test.result().state === 'passed')
  const shown = failed ?? passed
  if (!shown)
    return {
      state: 'not-run',
      fullName: rule.test.name,
      why: module?.errors()[0]?.message ?? 'The test does not exist.',
    }
  const why = failed?.result().errors?.[0]?.message.split('\n')[0] ?? ''
  return { state: failed ? 'red' : 'green', fullName: shown.fullName, why }
}
