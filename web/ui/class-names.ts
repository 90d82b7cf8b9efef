/** Joins class names and leaves out false values. */
export const classNames = (...names: (string | false | null | undefined)[]) => names.filter(Boolean).join(' ')
