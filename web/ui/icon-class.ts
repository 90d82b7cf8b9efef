/** A square target for an icon: 36 px, large enough for touch. */
export const iconClass =
  'inline-flex size-9 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-text'
