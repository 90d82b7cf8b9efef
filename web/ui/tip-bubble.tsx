import { Tooltip } from 'radix-ui'

interface TipBubbleProps {
  text: string
  onEnter: () => void
  onLeave: () => void
  onClose: () => void
}

export function TipBubble({ text, onEnter, onLeave, onClose }: TipBubbleProps) {
  return (
    <Tooltip.Provider>
      <Tooltip.Root open onOpenChange={(open) => !open && onClose()}>
        <Tooltip.Trigger asChild>
          <span aria-hidden className="pointer-events-none absolute inset-0" />
        </Tooltip.Trigger>
        <Tooltip.Content
          sideOffset={4}
          collisionPadding={8}
          onPointerEnter={onEnter}
          onPointerLeave={onLeave}
          className="z-50 w-max max-w-64 rounded-md bg-text px-2 py-1 text-left text-sm font-normal whitespace-normal wrap-anywhere text-bg"
        >
          {text}
        </Tooltip.Content>
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}
