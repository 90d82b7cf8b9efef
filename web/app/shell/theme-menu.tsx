import { Monitor } from 'lucide-react'
import { setTheme, useTheme } from '../../lib/theme.ts'
import { iconClass } from '../../ui/icon-class.ts'
import { Menu } from '../../ui/menu.tsx'
import { words } from '../../words/index.ts'
import { themeChoices } from './theme-choices.ts'

export function ThemeMenu() {
  const theme = useTheme()
  const { Icon } = themeChoices.find((choice) => choice.theme === theme) ?? { Icon: Monitor }
  return (
    <Menu
      label={words.shell.theme}
      className={iconClass}
      items={themeChoices.map((choice) => ({
        label: choice.label,
        Icon: choice.Icon,
        checked: choice.theme === theme,
        onSelect: () => setTheme(choice.theme),
      }))}
    >
      <Icon aria-hidden className="size-4" />
    </Menu>
  )
}
