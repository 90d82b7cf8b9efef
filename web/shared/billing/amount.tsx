import type { MoneyJson } from '#contracts/money/schemas.ts'
import { classNames } from '../../ui/class-names.ts'
import { showMoney } from '../money/show-money.ts'

/** "€1,234.50", with a real minus sign. */
export const amountText = (money: MoneyJson): string => showMoney(money).replace('-', '\u2212')

export const isZero = ({ amount }: MoneyJson): boolean => amount === '0'

/** An amount of money with its currency, in figures of one width. */
export const Amount = ({ value, className }: { value: MoneyJson; className?: string }) => (
  <span className={classNames('whitespace-nowrap tabular-nums', className)}>{amountText(value)}</span>
)
