import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { controlClass } from '../../ui/field.tsx'
import { notALogin } from '../../ui/not-a-login.ts'
import { words } from '../../words/index.ts'

const settleMs = 200
/** For the keyboard shortcut that focuses it. */
export const searchBoxId = 'search-customers'

interface SearchBoxProps {
  /** The current search, from the URL. */
  value: string
  onSearch: (search: string) => void
}

/** Searches during typing, after a short pause. */
export function SearchBox({ value, onSearch }: SearchBoxProps) {
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
        className={`${controlClass} pl-8`}
      />
    </div>
  )
}
