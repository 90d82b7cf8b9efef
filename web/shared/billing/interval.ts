import type { PriceInterval } from '#contracts/subscriptions/schemas.ts'
import { words } from '../../words/index.ts'

/** "every 3 months" */
export const intervalText = ({ unit, count }: PriceInterval): string => words.money.every[unit](count)
