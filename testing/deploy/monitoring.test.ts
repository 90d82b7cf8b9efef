import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
// Every module of the server registers its metrics when it is loaded.
import '#server/start.ts'
import { measureProcess } from '#server/platform/metrics/index.ts'
import { metrics } from '#server/platform/metrics/registry.ts'

const deploy = join(import.meta.dirname, '..', '..', 'deploy')
const read = (path: string) => readFileSync(join(deploy, path), 'utf8')

interface Used {
  readonly problems: readonly string[]
  readonly metrics: ReadonlySet<string>
  readonly labels: ReadonlySet<string>
}

/** Parses an expression with the grammar of Prometheus. */
function examine(expression: string): Used {
  const found = { problems: [] as string[], metrics: new Set<string>(), labels: new Set<string>() }
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      const text = expression.slice(from, to)
      if (type.isError) found.problems.push(`${expression}: not understood at ${from}`)
      if (type.name === 'Identifier') found.metrics.add(text)
      if (type.name === 'LabelName') found.labels.add(text)
    },
  })
  return found
}

measureProcess()
const described = z
  .array(z.object({ name: z.string(), type: z.string(), labelNames: z.array(z.string()).default([]) }))
  .parse(metrics.getMetricsAsArray())
/** Added by Prometheus. */
const ofScrape = ['job', 'instance']
const known = new Map<string, readonly string[]>([
  ['up', ofScrape],
  ...described.flatMap(({ name, type, labelNames }): [string, readonly string[]][] =>
    type === 'histogram'
      ? [
          [`${name}_bucket`, [...labelNames, 'le']],
          [`${name}_count`, labelNames],
          [`${name}_sum`, labelNames],
        ]
      : [[name, labelNames]],
  ),
])
const labelsOf = (names: Iterable<string>) =>
  new Set([...ofScrape, ...[...names].flatMap((name) => known.get(name) ?? [])])

/** Returns what is wrong with an expression, or nothing. */
function problemsOf(expression: string): string[] {
  const used = examine(expression)
  const labels = labelsOf(used.metrics)
  return [
    ...used.problems,
    ...(used.metrics.size === 0 ? [`${expression}: no metric`] : []),
    ...[...used.metrics].filter((name) => !known.has(name)).map((name) => `${name}: unknown metric`),
    ...[...used.labels].filter((label) => !labels.has(label)).map((label) => `${label}: unknown label`),
  ]
}

const rules = z
  .object({
    groups: z.array(
      z.object({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string().regex(/^NextPanel[A-Z][A-Za-z]+$/),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+[smh]$/)
              .optional(),
            labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
            annotations: z.strictObject({ summary: z.string(), action: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(read('prometheus/alerts.yaml')))
  .groups.flatMap((group) => group.rules)

const target = z.object({ expr: z.string(), legendFormat: z.string() })
const dashboard = z
  .object({
    panels: z.array(
      z.object({ id: z.number(), title: z.string(), type: z.string(), targets: z.array(target).default([]) }),
    ),
  })
  .parse(JSON.parse(read('grafana/dashboard.json')))

describe('The alert rules', () => {
  it.each(rules)('$alert is a PromQL expression on metrics and labels that exist', ({ expr }) => {
    expect(problemsOf(expr)).toEqual([])
    // An alert compares with a limit.
    expect(expr).toMatch(/(==|<|>) ?[\w(]/)
  })

  it('have unique names', () => {
    const names = rules.map(({ alert }) => alert)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('The dashboard', () => {
  const drawn = dashboard.panels.filter(({ type }) => type !== 'row')

  it.each(drawn)('$title has PromQL expressions on metrics and labels that exist', ({ targets }) => {
    expect(targets.length).toBeGreaterThan(0)
    for (const { expr, legendFormat } of targets) {
      expect(problemsOf(expr.replaceAll('$__rate_interval', '5m'))).toEqual([])
      const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label)
      const labels = labelsOf(examine(expr.replaceAll('$__rate_interval', '5m')).metrics)
      expect(shown.filter((label) => !labels.has(label))).toEqual([])
    }
  })

  it('has unique ids, and shows every metric of the product', () => {
    const ids = dashboard.panels.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const shown = [...drawn.flatMap(({ targets }) => targets), ...rules].map(({ expr }) => expr).join('\n')
    const own = described.map(({ name }) => name).filter((name) => name.startsWith('nextpanel_'))
    expect(own.filter((name) => !shown.includes(name))).toEqual(['nextpanel_info'])
  })
})

describe('The check of expressions', () => {
  it.each([
    ['sum(rate(nextpanel_no_such_metric[5m]))', /no_such_metric/],
    ['sum(rate(nextpanel_attempts_total[5m)', /not understood/],
    ['sum by (customer) (nextpanel_attempts_total)', /customer/],
  ])('rejects %s', (expression, message) => {
    expect(problemsOf(expression)).toContainEqual(expect.stringMatching(message))
  })
})
