import type { Locale } from "@/lib/presentation/locale";

const en = {
  title: "Sign in",
  promise: "The right part, for the right customer, with the reason.",
  points: [
    "Who to call today, and what it is worth",
    "What each agreement is likely to need next",
    "Every figure explained down to the orders behind it",
  ],
  lead: "Partwise uses your company's single sign-on.",
  button: "Continue with single sign-on",
  opening: "Opening the sign-in page",
  demoTitle: "Demo sign-in is on",
  demo: "The people who can sign in here are made up. Choose one on the next page; everybody's password is",
  signedOut: "You are signed out.",
  errors: {
    NoRole: "Your account has no role in Partwise. Ask your administrator to add you to a Partwise group.",
    Configuration: "Sign-in is not set up correctly. Ask your administrator to look at the server's log.",
    OAuthSignin: "The sign-in service does not answer. Try again in a minute.",
    other: "Sign-in did not succeed. Try again; if it keeps failing, tell your administrator.",
  },
};

const uk: typeof en = {
  title: "Вхід",
  promise: "Потрібна деталь потрібному клієнтові, і зрозуміло чому.",
  points: [
    "Кому телефонувати сьогодні та скільки це варте",
    "Що ймовірно знадобиться за кожним договором",
    "Кожна цифра пояснена до самих замовлень",
  ],
  lead: "Partwise використовує єдиний вхід вашої компанії.",
  button: "Продовжити через єдиний вхід",
  opening: "Відкриваємо сторінку входу",
  demoTitle: "Увімкнено демонстраційний вхід",
  demo: "Люди, які можуть тут увійти, вигадані. Виберіть когось на наступній сторінці; пароль у всіх:",
  signedOut: "Ви вийшли.",
  errors: {
    NoRole: "Ваш обліковий запис не має ролі в Partwise. Попросіть адміністратора додати вас до групи Partwise.",
    Configuration: "Вхід налаштовано неправильно. Попросіть адміністратора переглянути журнал сервера.",
    OAuthSignin: "Служба входу не відповідає. Спробуйте за хвилину.",
    other: "Увійти не вдалося. Спробуйте ще раз; якщо не допоможе, скажіть адміністраторові.",
  },
};

export type SignInMessages = typeof en;
export const SIGN_IN_MESSAGES: Record<Locale, SignInMessages> = { en, uk };
