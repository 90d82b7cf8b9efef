import { setTheme, useTheme } from '../../lib/theme.ts'
import { words } from '../../words/index.ts'
import { themeChoices } from './theme-choices.ts'

/** The choice of this browser's theme. */
export function ThemeField() {
  const current = useTheme()
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{words.account.theme}</legend>
      {themeChoices.map(({ theme, label, Icon }) => (
        <label
          key={theme}
          className="inline-flex h-9 cursor-pointer items-center gap-2 rounded-md border border-line px-3.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:font-medium has-focus-visible:outline-2"
        >
          <input
            type="radio"
            name="theme"
            checked={theme === current}
            onChange={() => setTheme(theme)}
            className="sr-only"
          />
          <Icon aria-hidden className="size-4" />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
