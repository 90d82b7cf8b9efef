import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { useCurrentInView } from './use-current-in-view.ts'

export const tabListClass = 'mb-4 flex gap-5 overflow-x-auto border-b border-line'
export const tabClass =
  '-mb-px inline-flex h-10 shrink-0 items-center whitespace-nowrap border-b-2 border-transparent font-medium text-muted outline-offset-[-2px] hover:text-text data-[state=active]:border-accent data-[state=active]:text-text'

interface RouteTabsProps {
  label: string
  /** The current tab, from the URL. */
  value: string
  onChange: (value: string) => void
  /** Renders a tab as a link, so that it can be opened in another window. */
  tabs: readonly { value: string; link: ReactNode }[]
  children: ReactNode
}

/** Tabs whose state is the URL. */
export function RouteTabs({ label, value, onChange, tabs, children }: RouteTabsProps) {
  const list = useCurrentInView<HTMLDivElement>(value)
  return (
    <Primitive.Root value={value} onValueChange={onChange} activationMode="manual">
      <Primitive.List ref={list} aria-label={label} className={tabListClass}>
        {tabs.map((tab) => (
          <Primitive.Trigger key={tab.value} value={tab.value} asChild className={tabClass}>
            {tab.link}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      <Primitive.Content value={value} tabIndex={-1} className="outline-none">
        {children}
      </Primitive.Content>
    </Primitive.Root>
  )
}
