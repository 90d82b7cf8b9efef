import { parseSync, Visitor } from 'rolldown/utils'

export interface FloatProblem {
  readonly line: number
  readonly code: string
  readonly reason: string
}

const billingEntities =
  'billing|products|coupons|company|taxes|billing-profiles|subscriptions|invoices|payments|ledger|dunning|reports|simulation'

/** The folders in which every number can be money. */
const billingFolders = [
  new RegExp(`^(?:server/domain|contracts|web/features|web/shared)/(?:${billingEntities})/`),
  /^(?:contracts|server\/platform)\/money\//,
  /^server\/domain\/tables\/(?:products|coupons|company|tax-rates|billing-profiles|subscriptions|documents|payments|ledger|dunning|billing-runs)\.ts$/,
]

export const isBillingCode = (path: string): boolean =>
  billingFolders.some((folder) => folder.test(path)) && !/\.test\.tsx?$/.test(path)

const floatFunctions = new Set(['parseFloat', 'Number'])
const floatMethods = new Set(['toFixed', 'toPrecision', 'parseFloat', 'fround'])
const roundingMethods = new Set(['round', 'floor', 'ceil', 'trunc'])
const floatColumns = new Set(['real', 'doublePrecision', 'numeric'])
const floatTypes = /\bdouble precision\b|::\s*(?:float\d?|real|numeric|decimal)\b/i

/** A comment with this word and a reason, on the line before, permits a number that is no amount of money. */
const exception = /\bnot-money: \S/

/**
 * Returns the places in a TypeScript file that could compute money with binary floats, or assume that a currency has two
 * decimals.
 */
export function floatsIn(path: string, source: string): FloatProblem[] {
  const { program, comments, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length
  const exempt = new Set(
    comments.filter(({ value }) => exception.test(value)).map(({ end }) => lineAt(end) + 1),
  )
  const problems: FloatProblem[] = []
  const report = ({ start, end }: { readonly start: number; readonly end: number }, reason: string) => {
    const line = lineAt(start)
    if (!exempt.has(line)) problems.push({ line, code: source.slice(start, end).slice(0, 60), reason })
  }
  new Visitor({
    CallExpression: (node) => {
      const { callee } = node
      if (callee.type === 'Identifier') {
        if (floatFunctions.has(callee.name)) report(node, 'makes a float: keep the bigint')
        if (floatColumns.has(callee.name)) report(node, 'is no column for money: use bigint minor units')
      }
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (floatMethods.has(callee.property.name)) report(node, 'makes or rounds a float: keep the bigint')
      const isMath = callee.object.type === 'Identifier' && callee.object.name === 'Math'
      if (isMath && roundingMethods.has(callee.property.name))
        report(node, 'rounds a float: use the ratios of server/platform/money')
    },
    UnaryExpression: (node) => {
      if (node.operator === '+') report(node, 'makes a float: keep the bigint')
    },
    BinaryExpression: (node) => {
      const isPowerOfTen = [node.left, node.right].some(
        (side) => side.type === 'Literal' && /^(?:10+n?|1e\d+)$/.test(source.slice(side.start, side.end)),
      )
      if ((node.operator === '*' || node.operator === '/') && isPowerOfTen)
        report(node, 'assumes the decimals of a currency: use exponentOf')
    },
    Literal: (node) => {
      if (typeof node.value === 'number' && !Number.isInteger(node.value))
        report(node, 'is a float: use parts per million or a ratio')
    },
    TemplateElement: (node) => {
      if (floatTypes.test(node.value.raw)) report(node, 'uses a float type in SQL: use bigint')
    },
  }).visit(program)
  return problems
}
