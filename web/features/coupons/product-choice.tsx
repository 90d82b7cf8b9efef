import { LoadError } from '../../ui/states.tsx'
import { UserText } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { useProductChoices } from './use-coupons.ts'

const text = words.coupons

interface ProductChoiceProps {
  /** Null: all products. */
  value: readonly string[] | null
  error?: string | undefined
  onChange: (value: string[] | null) => void
}

/** The choice between all products and some. */
export function ProductChoice({ value, error, onChange }: ProductChoiceProps) {
  const option = (label: string, checked: boolean, choose: () => void) => (
    <label className="flex items-start gap-2.5 py-1">
      <input
        type="radio"
        name="coupon-products"
        checked={checked}
        onChange={choose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">{label}</span>
    </label>
  )
  return (
    <fieldset aria-describedby={error ? 'coupon-products-error' : undefined}>
      <legend className="mb-1 font-medium">{text.products}</legend>
      {option(text.allProducts, value === null, () => onChange(null))}
      {option(text.someProducts, value !== null, () => onChange([...(value ?? [])]))}
      {error && (
        <p id="coupon-products-error" className="mb-2 text-sm text-bad">
          {error}
        </p>
      )}
      {value !== null && <ProductBoxes value={value} onChange={onChange} />}
    </fieldset>
  )
}

function ProductBoxes({
  value,
  onChange,
}: {
  value: readonly string[]
  onChange: (value: string[]) => void
}) {
  const { data, isError, error, refetch } = useProductChoices()
  if (!data)
    return isError ? (
      <LoadError error={error} onRetry={() => void refetch()} />
    ) : (
      <p className="text-sm text-muted">{words.common.loading}</p>
    )
  if (data.items.length === 0) return <p className="text-sm text-muted">{text.noProducts}</p>
  const toggle = (id: string, isOn: boolean) =>
    onChange(data.items.map((item) => item.id).filter((one) => (one === id ? isOn : value.includes(one))))
  return (
    <div className="mt-1 grid gap-x-6 sm:grid-cols-2">
      {data.items.map(({ id, name }) => (
        <label key={id} className="flex items-start gap-2.5 py-1">
          <input
            type="checkbox"
            checked={value.includes(id)}
            onChange={({ target }) => toggle(id, target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="min-w-0 wrap-anywhere">
            <UserText>{name}</UserText>
          </span>
        </label>
      ))}
    </div>
  )
}
