import type { MoneyJson } from '#contracts/money/schemas.ts'
import { formatList } from '../../lib/format.ts'
import { showMoney } from '../../shared/money/show-money.ts'

/** "€119.00 and $5.00" */
export const amountsText = (amounts: readonly MoneyJson[]): string => formatList(amounts.map(showMoney))
