import type { Rule } from './rule.ts'

export interface Judged {
  readonly rule: Rule
  /** With the names of its groups. */
  readonly testName: string
  readonly verdict: 'yes' | 'no'
  /** Printed during the run: the failure of the test, or the reason why there is no result. */
  readonly why: string
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const rowOf = ({ rule, testName, verdict }: Judged): string => {
  const where = [...new Set(rule.off.map(({ file }) => file))].map((file) => `\`${file}\``).join(', ')
  return `| ${cell(rule.sentence)} | ${where} | ${cell(testName)} (\`${rule.test.file}\`) | ${verdict} |`
}

/** Returns the page docs/rules.md. It changes only with the rules, their tests and the verdicts. */
export function tableOf(
  groups: Readonly<Record<string, readonly Rule[]>>,
  judged: readonly Judged[],
): string {
  const shown = judged.filter(({ verdict }) => verdict === 'yes').length
  const tables = Object.entries(groups).map(([title, rules]) =>
    [
      `## ${title}\n`,
      '| rule | disabled in | test | fails without the rule |',
      '| --- | --- | --- | --- |',
      ...judged.filter(({ rule }) => rules.includes(rule)).map(rowOf),
    ].join('\n'),
  )
  return `# Rules and the tests that guard them

\`npm run rules\` generates this file. It disables one rule at a time in the committed source and runs the named test. The
test passed with the rule and failed without it for ${shown} of ${judged.length} rules. The edits that disable the rules are in
\`scripts/rules/\`.

${tables.join('\n\n')}
`
}
