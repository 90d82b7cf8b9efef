import type {
  BankLine,
  BankLineProposal,
  BankLineState,
  BankStatement,
} from '#contracts/bank-statements/schemas.ts'
import type { Tone } from '../../lib/tone.ts'

export const lineStates = [
  'proposed',
  'unmatched',
  'confirmed',
  'ignored',
] as const satisfies readonly BankLineState[]

export const stateTones: Record<BankLineState, Tone> = {
  proposed: 'busy',
  unmatched: 'warn',
  confirmed: 'good',
  ignored: 'quiet',
}

export type Certainty = 'certain' | 'likely' | 'uncertain'

/** How sure a proposal is. Lines with an uncertain one are recorded only if staff select them. */
export const certaintyOf: Record<BankLineProposal['reason'], Certainty> = {
  'reference-and-amount': 'certain',
  reference: 'likely',
  'amount-and-name': 'likely',
  amount: 'uncertain',
  name: 'uncertain',
}

export const certaintyTones: Record<Certainty, Tone> = { certain: 'good', likely: 'good', uncertain: 'warn' }

/** The lines of the file that no earlier statement had. */
export const newLinesOf = ({ counts }: BankStatement): number =>
  lineStates.reduce((sum, state) => sum + counts[state], 0)

export const isIncoming = ({ amount }: Pick<BankLine, 'amount'>): boolean =>
  !amount.amount.startsWith('-') && amount.amount !== '0'
