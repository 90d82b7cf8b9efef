import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { controlLook } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { words } from '../../words/index.ts'

const settleMs = 200
/** For the key that leads to it. */
export const searchBoxId = 'search-customers'

interface SearchBoxProps {
  /** The search in force, from the URL. */
  value: string
  onSearch: (search: string) => void
}

/** Searches as you type, once the typing rests for a moment. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  // A search that comes from elsewhere (the back button, a cleared filter) replaces what stands in the box.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])

  const search = (next: string) => {
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      sent.current = next.trim()
      onSearch(next.trim())
    }, settleMs)
  }

  return (
    <div className="relative min-w-56 flex-[2_1_14rem]">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <input
        {...notALogin}
        type="search"
        id={searchBoxId}
        aria-label={words.customers.search}
        aria-keyshortcuts="/"
        placeholder={words.customers.searchHint}
        maxLength={200}
        value={typed}
        onChange={(event) => search(event.target.value)}
        className={`${controlLook} pl-8`}
      />
    </div>
  )
}
