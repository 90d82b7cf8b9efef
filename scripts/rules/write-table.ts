import type { Rule } from './rule.ts'

export interface Judged {
  readonly rule: Rule
  /** With the groups around it. */
  readonly testName: string
  readonly verdict: 'yes' | 'no' | 'not judged'
  /** Printed during the run: how the test failed, or why nothing was shown. */
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
      '| rule | switched off in | test | red when off |',
      '| --- | --- | --- | --- |',
      ...judged.filter(({ rule }) => rules.includes(rule)).map(rowOf),
    ].join('\n'),
  )
  return `# Rules and the tests that guard them

\`npm run rules\` writes this file. It takes the committed source, switches off one rule at a time, and runs the named
test. The test passes with the rule and fails without it: ${shown} of ${judged.length} rules. The edits that switch the rules off
are in \`scripts/rules/\`.

${tables.join('\n\n')}
`
}
