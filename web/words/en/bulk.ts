/** Actions on several selected items. */
export const bulk = {
  selected: (count: number) => `${count} selected`,
  clear: 'Clear selection',
  outcomes: 'Results',
  progress: (ended: number, all: number) => `${ended} of ${all}`,
  stop: 'Stop',
  tryAgain: 'Retry the rest',
}
