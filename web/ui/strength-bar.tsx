import { useEffect, useState } from 'react'
import { askStrength, prepareStrength } from '../lib/ask-strength.ts'
import type { PasswordStrength } from '../lib/password-strength.ts'
import { useSettled } from '../lib/use-settled.ts'
import { words } from '../words/index.ts'
import { classNames } from './class-names.ts'

const settleMs = 200
const colors = ['bg-bad', 'bg-bad', 'bg-warn', 'bg-good', 'bg-good'] as const
const texts = ['text-bad', 'text-bad', 'text-warn', 'text-good', 'text-good'] as const

interface StrengthBarProps {
  password: string
  /** Names and addresses of the user, which make a password weak. */
  known: readonly string[]
  /** False: nothing is loaded yet, but the space is reserved. */
  wanted: boolean
}

/** The password strength in four steps, with advice. It never refuses a password. */
export function StrengthBar({ password, known, wanted }: StrengthBarProps) {
  const settled = useSettled(password, settleMs)
  const [strength, setStrength] = useState<PasswordStrength | null>(null)
  const hints = known.filter(Boolean).join('\n')
  useEffect(() => {
    if (wanted) prepareStrength()
    if (!wanted || settled === '') return setStrength(null)
    return askStrength({ password: settled, known: hints.split('\n') }, setStrength)
  }, [settled, hints, wanted])
  return (
    <div className="mt-1.5 text-sm">
      <div className="flex items-center gap-2">
        <span aria-hidden className="flex flex-1 gap-1">
          {[1, 2, 3, 4].map((step) => (
            <span
              key={step}
              className={classNames(
                'h-1 flex-1 rounded-full transition-colors',
                strength && Math.max(1, strength.score) >= step ? colors[strength.score] : 'bg-quiet-soft',
              )}
            />
          ))}
        </span>
        <span
          aria-live="polite"
          className={classNames('min-w-20 text-right', strength ? texts[strength.score] : 'text-muted')}
        >
          {strength ? words.common.strength[strength.score] : words.common.strengthUnknown}
        </span>
      </div>
      {strength?.advice && <p className="mt-0.5 text-muted">{strength.advice}</p>}
    </div>
  )
}
