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

/** The table that people read. Nothing in it changes from run to run but what the rules and tests do. */
export function tableOf(judged: readonly Judged[]): string {
  const rows = judged.map(({ rule, testName, verdict }) => {
    const where = [...new Set(rule.off.map(({ file }) => file))].map((file) => `\`${file}\``).join(', ')
    return `| ${cell(rule.sentence)} | ${where} | ${cell(testName)} (\`${rule.test.file}\`) | ${verdict} |`
  })
  const shown = judged.filter(({ verdict }) => verdict === 'yes').length
  return `# The rules, each switched off

Written by \`npm run rules\`, which takes the committed source, switches off one rule at a time, and runs the test
that should notice: with the rule it passes, without it it fails. ${shown} of ${judged.length} rules are shown so. How each is
switched off stands in \`scripts/rules/\`.

| rule | where | test | red when off |
| --- | --- | --- | --- |
${rows.join('\n')}
`
}
