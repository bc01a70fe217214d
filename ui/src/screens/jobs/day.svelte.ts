/** The day the fitter looks at; null is today. Kept while moving between tabs. */
export const lookedAt = $state<{ day: string | null }>({ day: null });
