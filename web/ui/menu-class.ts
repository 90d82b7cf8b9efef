export const menuClass =
  'z-50 min-w-40 max-w-80 rounded-lg text-left font-normal whitespace-normal border border-line bg-surface p-1 shadow-overlay outline-none'
export const menuItemClass =
  'flex min-h-8.5 cursor-pointer items-center gap-2 rounded-md px-2.5 py-1 outline-offset-[-2px] data-[highlighted]:bg-sunken data-[state=checked]:font-semibold aria-disabled:cursor-not-allowed aria-disabled:text-muted'
