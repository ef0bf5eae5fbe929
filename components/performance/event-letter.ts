/** Letters tell the changes of a drawing apart; the list under it says what each was. */
export const eventLetter = (at: number) => String.fromCharCode(65 + (at % 26));
