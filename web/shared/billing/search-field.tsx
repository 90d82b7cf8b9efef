import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { controlClass } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'

const settleMs = 200

interface SearchFieldProps {
  label: string
  hint: string
  /** The current search, from the URL. */
  value: string
  onSearch: (search: string) => void
}

/** Searches during typing, after a short pause. */
export function SearchField({ label, hint, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // A search that was set elsewhere (back button, cleared filter) replaces the text in the box.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <div className="relative min-w-48 flex-[2_1_12rem]">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <input
        {...notALogin}
        type="search"
        aria-label={label}
        placeholder={hint}
        maxLength={64}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => {
            sent.current = target.value.trim()
            onSearch(target.value.trim())
          }, settleMs)
        }}
        className={`${controlClass} pl-8`}
      />
    </div>
  )
}
