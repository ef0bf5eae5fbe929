"use client";

import { LogIn } from "lucide-react";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

export function SignInButton(props: { callbackUrl: string; label: string; busyLabel: string }) {
  const [isOpening, setOpening] = useState(false);
  return (
    <Button
      variant="primary"
      className="h-11 w-full"
      disabled={isOpening}
      onClick={() => {
        setOpening(true);
        signIn("oidc", { callbackUrl: props.callbackUrl }).catch(() => setOpening(false));
      }}
    >
      <LogIn aria-hidden />
      {isOpening ? props.busyLabel : props.label}
    </Button>
  );
}
