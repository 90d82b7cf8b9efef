import { useId } from 'react'
import type { Price, Product } from '#contracts/products/schemas.ts'
import { controlClass } from '../../ui/field.tsx'
import { words } from '../../words/index.ts'
import { priceOptions, sharesCycle } from './price-field.tsx'
import { quantityIn } from './quantity-field.tsx'

const text = words.subscriptions

/** The typed quantity of each selected add-on, by the id of its price. */
export type ChosenAddOns = Readonly<Record<string, string>>

/** Returns what the API accepts. Null: a quantity is not a number. */
export function addOnsIn(chosen: ChosenAddOns): { priceId: string; quantity: number }[] | null {
  const addOns = Object.entries(chosen).flatMap(([priceId, typed]) => {
    const quantity = quantityIn(typed)
    return quantity === null ? [] : [{ priceId, quantity }]
  })
  return addOns.length === Object.keys(chosen).length ? addOns : null
}

interface AddOnsFieldProps {
  products: readonly Product[]
  /** The price of the plan. */
  plan: Price
  value: ChosenAddOns
  onChange: (chosen: ChosenAddOns) => void
  error?: string | undefined
}

/** The add-ons that fit the currency and the cycle of a plan. Nothing if there are none. */
export function AddOnsField({ products, plan, value, onChange, error }: AddOnsFieldProps) {
  const prices = priceOptions(products, 'add-on', (price) => sharesCycle(price, plan))
  const errorId = useId()
  if (prices.length === 0 && !error) return null
  const without = (id: string) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== id))
  return (
    <fieldset className="space-y-2" aria-describedby={error && errorId}>
      <legend className="font-medium">{text.addOns}</legend>
      {prices.map(([id, label]) => {
        const typed = value[id]
        return (
          <div key={id} className="flex flex-wrap items-center justify-between gap-2">
            <label className="flex min-w-0 items-start gap-2.5">
              <input
                type="checkbox"
                checked={typed !== undefined}
                onChange={({ target }) => onChange(target.checked ? { ...value, [id]: '1' } : without(id))}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <bdi className="wrap-anywhere">{label}</bdi>
            </label>
            {typed !== undefined && (
              <span className="w-24">
                <input
                  aria-label={text.quantityOf(label)}
                  aria-invalid={quantityIn(typed) === null}
                  inputMode="numeric"
                  maxLength={5}
                  value={typed}
                  onChange={({ target }) => onChange({ ...value, [id]: target.value })}
                  className={controlClass}
                />
              </span>
            )}
          </div>
        )
      })}
      {error && (
        <p id={errorId} className="text-sm wrap-anywhere text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
