import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

/** A word for an icon. The control keeps its own accessible name; this is for the eyes. */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  return (
    <Tooltip.Root delayDuration={300}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={4}
          className="z-50 max-w-64 rounded-md bg-text px-2 py-1 text-sm wrap-anywhere text-bg"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
