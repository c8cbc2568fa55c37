struct Nothing;
