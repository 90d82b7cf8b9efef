import { Fragment, type ReactNode } from 'react'

interface UserTextProps {
  children: ReactNode
  /** One line, truncated with an ellipsis at the end of its reading direction. */
  truncate?: boolean
}

/**
 * A value from a user or a panel: a name, an address, a message. Isolated, so that a right-to-left value neither
 * reorders nor right-aligns the text around it.
 */
export function UserText({ children, truncate = false }: UserTextProps) {
  return <bdi {...(truncate ? { className: 'block truncate text-left' } : {})}>{children}</bdi>
}

// Private-use characters, which no value and no text of the catalog contains.
const firstMark = 0xe000
const marks = /([\ue000-\ue0ff])/

interface SentenceProps<Values extends readonly string[]> {
  /** A function of `words` that inserts the values into a sentence. */
  text: (...values: Values) => string
  values: readonly [...Values]
}

/** A sentence of `words` with values from users. Each value is a {@link UserText}. */
export function Sentence<Values extends readonly string[]>({ text, values }: SentenceProps<Values>) {
  const placeholders = values.map((_, index) => String.fromCharCode(firstMark + index))
  // The mapped array has one placeholder for each value.
  const parts = text(...(placeholders as unknown as Values)).split(marks)
  return parts.map((part, index) => {
    const value = marks.test(part) ? values[part.charCodeAt(0) - firstMark] : undefined
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
    return <Fragment key={index}>{value === undefined ? part : <UserText>{value}</UserText>}</Fragment>
  })
}
