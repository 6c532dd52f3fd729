/** In which a sender may be asked to be reached. */
export const WAYS = ['email', 'phone', 'address'] as const;
