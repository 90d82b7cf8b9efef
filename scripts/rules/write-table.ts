import type { Rule } from './rule.ts'

export interface Judged {
  readonly rule: Rule
  /** With the groups around it. */
  readonly testName: string
  readonly verdict: 'yes' | 'no'
  /** For whoever reads the run: how the test failed, or why nothing was shown. */
  readonly why: string
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const rowOf = ({ rule, testName, verdict }: Judged): string => {
  const where = [...new Set(rule.off.map(({ file }) => file))].map((file) => `\`${file}\``).join(', ')
  return `| ${cell(rule.sentence)} | ${where} | ${cell(testName)} (\`${rule.test.file}\`) | ${verdict} |`
}

/** The table that people read. Nothing in it changes from run to run but what the rules and tests do. */
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
  return `# The rules, each switched off

Written by \`npm run rules\`, which takes the committed source, switches off one rule at a time, and runs the test
that should notice: with the rule it passes, without it it fails. ${shown} of ${judged.length} rules are shown so. How each is
switched off stands in \`scripts/rules/\`.

${tables.join('\n\n')}
`
}
