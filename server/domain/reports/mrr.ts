import type { MrrReport, ReportQuery } from '#contracts/reports/schemas.ts'
import { earlier } from '#server/platform/calendar/index.ts'
import { type Currency, toJson } from '#server/platform/money/index.ts'
import { isWithoutMrr, type MrrMonth, mrrByMonth } from '../billing/decide/index.ts'
import { readHistories } from './histories.ts'
import { monthOf, monthText } from './months.ts'
import { firstOfMonth, lastOfMonth, type ReportContext, readRange } from './range.ts'
import { twoAtOnce } from './two-at-once.ts'

/** Computes MRR and its movements for whole months. The present month ends today. @throws {Refusal} too-many-requests */
export const readMrr = (ctx: ReportContext, query: ReportQuery): Promise<MrrReport> =>
  twoAtOnce(ctx, () => computeMrr(ctx, query))

async function computeMrr(ctx: ReportContext, query: ReportQuery): Promise<MrrReport> {
  const range = await readRange(ctx, query)
  const from = firstOfMonth(range.from)
  const to = earlier(lastOfMonth(range.to), range.today)
  const histories = await readHistories(ctx.database.db, to, query.currency)
  const months = mrrByMonth(histories, { from: monthOf(from), to: monthOf(to) })
  return {
    from,
    to,
    items: [...months]
      .filter(([, list]) => !isWithoutMrr(list))
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([currency, list]) => present(currency, list)),
  }
}

function present(currency: Currency, list: readonly MrrMonth[]): MrrReport['items'] {
  const [first, last] = [list[0], list.at(-1)]
  if (first === undefined || last === undefined) return []
  return [
    {
      currency,
      start: toJson(first.start),
      end: toJson(last.end),
      months: list.map((each) => ({
        month: monthText(each.month),
        start: toJson(each.start),
        new: toJson(each.new),
        expansion: toJson(each.expansion),
        contraction: toJson(each.contraction),
        churn: toJson(each.churn),
        reactivation: toJson(each.reactivation),
        end: toJson(each.end),
      })),
    },
  ]
}
