import { getIntl } from "@/components/shell/get-intl";
import type { AppError } from "@/lib/domain/app-error";
import { StoreFailure } from "@/lib/domain/store-failure";

/** What an action tells of a refusal; of the store's, which strikes whatever one does, in the reader's language. */
export async function wordFailure(error: AppError): Promise<string> {
  if (!(error instanceof StoreFailure)) return [error.message, error.remedy].filter(Boolean).join(" ");
  const { t } = await getIntl();
  return t(`errors.store.${error.problem}`);
}
